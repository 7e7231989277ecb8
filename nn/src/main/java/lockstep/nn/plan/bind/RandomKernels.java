package lockstep.nn.plan.bind;

import lockstep.kernels.Parallel;
import lockstep.kernels.random.DropoutMask;
import lockstep.kernels.random.Normal;
import lockstep.kernels.random.Uniform;
import lockstep.nn.graph.RandomOp;

/// The kernels of {@link RandomOp}.
final class RandomKernels {

  /// Elements of a share: a task of their own for the drawing of each.
  private static final int SHARE = 4096;

  private RandomKernels() {}

  static Kernel of(RandomOp op, Sizes sizes) {
    var draw = new Draw(op, sizes.outCount(0));
    return Kernel.of((parallel, at) -> draw.run(parallel, at));
  }

  /// One node's numbers, share by share.
  private static final class Draw {

    private final RandomOp op;
    private final int count;
    private final Parallel.Task task = this::share;

    // Of the current run.
    private long step;
    private long in;
    private long out;

    Draw(RandomOp op, int count) {
      this.op = op;
      this.count = count;
    }

    void run(Parallel parallel, Addresses at) {
      step = at.integer(1);
      in = at.in(0);
      out = at.out(0);
      parallel.run((count + SHARE - 1) / SHARE, task);
    }

    private void share(int share, int thread) {
      int first = share * SHARE;
      int elements = Math.min(SHARE, count - first);
      long index = step * count + first;
      long bytes = (long) first * Float.BYTES;
      switch (op) {
        case RandomOp.Dropout(var probability, var seed, var stream) ->
            DropoutMask.apply(seed, stream, index, probability, in + bytes, out + bytes, elements);
        case RandomOp.Normal(var seed, var stream) ->
            Normal.fill(seed, stream, index, 0, 1, out + bytes, elements);
        case RandomOp.Uniform(var seed, var stream) ->
            Uniform.fill(seed, stream, index, 0, 1, out + bytes, elements);
      }
    }
  }
}
