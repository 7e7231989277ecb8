package lockstep.nn.plan.bind;

import lockstep.kernels.move.Fill;
import lockstep.kernels.update.Accumulation;
import lockstep.kernels.update.GlobalNorm;
import lockstep.kernels.update.MovingAverage;
import lockstep.kernels.update.Update;
import lockstep.nn.graph.UpdateOp;

/// The kernels of {@link UpdateOp}.
final class UpdateKernels {

  private UpdateKernels() {}

  static Kernel of(UpdateOp op, Sizes sizes) {
    return switch (op) {
      case UpdateOp.Update(var rule, var scaled) -> {
        var update = Update.of(rule, sizes.inCount(0));
        int scale = scaled ? 4 : -1;
        int states = scaled ? 5 : 4;
        int state1 = rule.states() > 0 ? states : -1;
        int state2 = rule.states() > 1 ? states + 1 : -1;
        yield Kernel.of((parallel, at) ->
            update.run(
                parallel,
                at.integer(3),
                at.number(2),
                at.in(scale, 0),
                at.in(0),
                at.in(1),
                at.in(state1, 0),
                at.in(state2, 0)));
      }
      case UpdateOp.Accumulate _ -> {
        var accumulation = Accumulation.of(sizes.inCount(0));
        yield Kernel.of((parallel, at) -> accumulation.run(parallel, at.in(0), at.in(1)));
      }
      case UpdateOp.MovingAverage(var decay) -> {
        var average = MovingAverage.of(sizes.inCount(0));
        yield Kernel.of((parallel, at) -> average.run(parallel, decay, at.in(0), at.in(1)));
      }
      case UpdateOp.Clear _ -> {
        var fill = Fill.of(sizes.inCount(0));
        yield Kernel.of((parallel, at) -> fill.run(parallel, 0, at.in(0)));
      }
      case UpdateOp.GlobalNorm(var factor, var largest) -> {
        int[] counts = new int[sizes.inputs()];
        for (int i = 0; i < counts.length; i++) {
          counts[i] = sizes.inCount(i);
        }
        var norm = GlobalNorm.of(counts);
        yield Kernel.of(
            _ -> norm.scratchBytes(),
            (parallel, at) ->
                norm.run(parallel, at.ins(), factor, largest, at.out(0), at.out(1), at.scratch()));
      }
    };
  }
}
