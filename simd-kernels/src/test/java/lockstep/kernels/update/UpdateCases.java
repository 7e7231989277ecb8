package lockstep.kernels.update;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The updates that every promise of all rooms is tested on.
public final class UpdateCases {

  private static final int SIZE = 40_009;

  private UpdateCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.concat(
        Numbers.rules().map(UpdateCases::update),
        Stream.of(norm(), average(), accumulation(), scaling()));
  }

  private static KernelCase update(Rule rule) {
    return new KernelCase(
        "update.Update " + rule,
        () -> {
          var p = Guarded.of(Numbers.normal(SIZE, 1));
          var g = Guarded.of(Numbers.normal(SIZE, 2));
          var s1 = Guarded.of(Numbers.squares(Numbers.normal(SIZE, 3)));
          var s2 = Guarded.of(Numbers.squares(Numbers.normal(SIZE, 4)));
          var update = Update.of(rule, SIZE);
          return new KernelCase.Call(
              p,
              parallel ->
                  update.run(
                      parallel, 3, 0.01, 0, p.address(), g.address(), s1.address(), s2.address()));
        });
  }

  private static KernelCase norm() {
    return new KernelCase(
        "update.GlobalNorm",
        () -> {
          var a = Guarded.of(Numbers.normal(SIZE, 1));
          var b = Guarded.of(Numbers.normal(37, 2));
          var out = Guarded.unwritten(2, 0);
          long[] tensors = {a.address(), b.address(), a.address()};
          var norm = GlobalNorm.of(SIZE, 37, SIZE);
          var scratch = Guarded.unwritten((int) (norm.scratchBytes() / Float.BYTES), 0);
          return new KernelCase.Call(
              out,
              parallel -> {
                norm.run(
                    parallel,
                    tensors,
                    1,
                    0.5,
                    out.address(),
                    out.address() + Float.BYTES,
                    scratch.address());
                // the tensors live as long as the call
                a.address();
                b.address();
              });
        });
  }

  private static KernelCase average() {
    return new KernelCase(
        "update.MovingAverage",
        () -> {
          var shadow = Guarded.of(Numbers.normal(SIZE, 1));
          var p = Guarded.of(Numbers.normal(SIZE, 2));
          var average = MovingAverage.of(SIZE);
          return new KernelCase.Call(
              shadow, parallel -> average.run(parallel, 0.9, shadow.address(), p.address()));
        });
  }

  private static KernelCase accumulation() {
    return new KernelCase(
        "update.Accumulation",
        () -> {
          var sum = Guarded.of(Numbers.normal(SIZE, 1));
          var g = Guarded.of(Numbers.normal(SIZE, 2));
          var accumulation = Accumulation.of(SIZE);
          return new KernelCase.Call(
              sum, parallel -> accumulation.run(parallel, sum.address(), g.address()));
        });
  }

  private static KernelCase scaling() {
    return new KernelCase(
        "update.Scaling",
        () -> {
          var g = Guarded.of(Numbers.normal(SIZE, 1));
          var factor = Guarded.of(0.99f);
          var scaling = Scaling.of(SIZE);
          return new KernelCase.Call(
              g, parallel -> scaling.run(parallel, factor.address(), g.address()));
        });
  }
}
