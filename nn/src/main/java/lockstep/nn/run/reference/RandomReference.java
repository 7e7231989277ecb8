package lockstep.nn.run.reference;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import lockstep.kernels.random.DropoutMask;
import lockstep.kernels.random.Normal;
import lockstep.kernels.random.Uniform;
import lockstep.nn.graph.RandomOp;

/// The meaning of {@link RandomOp}: the numbers are by definition those that the kernels draw.
final class RandomReference {

  private RandomReference() {}

  static void run(RandomOp op, Operands at) {
    int count = at.out(0).count();
    long step = at.in(1).integer(0);
    long index = step * count;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment drawn = arena.allocate(Math.max(1, count) * (long) Float.BYTES, 64);
      switch (op) {
        case RandomOp.Dropout(var probability, var seed, var stream) ->
            DropoutMask.fill(seed, stream, index, probability, drawn.address(), count);
        case RandomOp.Normal(var seed, var stream) ->
            Normal.fill(seed, stream, index, 0, 1, drawn.address(), count);
        case RandomOp.Uniform(var seed, var stream) ->
            Uniform.fill(seed, stream, index, 0, 1, drawn.address(), count);
      }
      for (int i = 0; i < count; i++) {
        double number = drawn.getAtIndex(JAVA_FLOAT, i);
        at.out(0).values()[i] = op instanceof RandomOp.Dropout ? number * at.in(0).get(i) : number;
      }
    }
  }
}
