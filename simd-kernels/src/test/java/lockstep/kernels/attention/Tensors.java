package lockstep.kernels.attention;

import java.util.Random;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;

/// The tensors of one attention, filled with numbers, and what it writes.
final class Tensors {

  final AttentionShape shape;
  final boolean masked;
  final float[] q;
  final float[] k;
  final float[] v;
  final float[] dO;
  final float[] mask;

  Tensors(AttentionShape shape, boolean masked, long seed) {
    this.shape = shape;
    this.masked = masked;
    q = numbers(floats(shape.q(), shape.queries(), shape.heads()), seed);
    k = numbers(floats(shape.k(), shape.keys(), shape.keyHeads()), seed + 1);
    v = numbers(floats(shape.v(), shape.keys(), shape.keyHeads()), seed + 2);
    dO = numbers(floats(shape.o(), shape.queries(), shape.heads()), seed + 3);
    mask = new float[shape.batch() * shape.keys()];
    var random = new Random(seed + 4);
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextInt(3) == 0 ? 0 : 1;
    }
  }

  private int floats(TokenLayout layout, int tokens, int heads) {
    if (shape.batch() == 0 || tokens == 0) {
      return 0;
    }
    return (int)
        ((shape.batch() - 1) * layout.sequence()
            + (tokens - 1L) * layout.token()
            + (long) heads * shape.headSize());
  }

  private static float[] numbers(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /// The outputs of the kernels, or of the references.
  Outputs run(boolean reference, Parallel parallel) {
    var atQ = Guarded.of(q, 1);
    var atK = Guarded.of(k, 3);
    var atV = Guarded.of(v, 2);
    var atMask = Guarded.of(mask, 1);
    var atO = Guarded.of(dO, 1);
    long maskAddress = masked ? atMask.address() : 0;
    int statistics = shape.batch() * shape.heads() * shape.queries();
    var out =
        new Outputs(
            Guarded.unwritten(dO.length, 1),
            Guarded.unwritten(statistics, 3),
            Guarded.unwritten(q.length, 2),
            Guarded.unwritten(k.length, 1),
            Guarded.unwritten(v.length, 1));
    if (reference) {
      AttentionReference.run(
          shape,
          atQ.address(),
          atK.address(),
          atV.address(),
          maskAddress,
          out.o.address(),
          out.lse.address());
      AttentionGradientReference.run(
          shape,
          atQ.address(),
          atK.address(),
          atV.address(),
          maskAddress,
          out.o.address(),
          out.lse.address(),
          atO.address(),
          out.dQ.address(),
          out.dK.address(),
          out.dV.address());
    } else {
      var attention = Attention.of(shape);
      var scratch = scratch(attention.scratchBytes(parallel.threads()));
      attention.run(
          parallel,
          atQ.address(),
          atK.address(),
          atV.address(),
          maskAddress,
          out.o.address(),
          out.lse.address(),
          scratch.address());
      scratch.floats();
      var gradient = AttentionGradient.of(shape);
      scratch = scratch(gradient.scratchBytes(parallel.threads()));
      gradient.run(
          parallel,
          atQ.address(),
          atK.address(),
          atV.address(),
          maskAddress,
          out.o.address(),
          out.lse.address(),
          atO.address(),
          out.dQ.address(),
          out.dK.address(),
          out.dV.address(),
          scratch.address());
      scratch.floats();
    }
    return out;
  }

  static Guarded scratch(long bytes) {
    return Guarded.unwritten((int) (bytes / Float.BYTES), 0);
  }

  /// What attention and its gradient write.
  record Outputs(Guarded o, Guarded lse, Guarded dQ, Guarded dK, Guarded dV) {}
}
