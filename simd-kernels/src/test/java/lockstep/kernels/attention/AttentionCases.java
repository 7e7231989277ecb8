package lockstep.kernels.attention;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The attentions that every promise of all rooms is tested on.
public final class AttentionCases {

  private AttentionCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(
            AttentionShape.dense(1, 2, 1, 1, 130, 64, true),
            AttentionShape.dense(2, 2, 1, 70, 133, 33, true),
            AttentionShape.dense(1, 4, 4, 64, 64, 32, true),
            AttentionShape.dense(4, 4, 4, 64, 64, 32, true),
            AttentionShape.dense(3, 12, 6, 130, 70, 41, true),
            AttentionShape.dense(2, 4, 2, 130, 130, 112, false))
        .flatMap(shape -> Stream.of(forward(shape), gradient(shape)));
  }

  private static KernelCase forward(AttentionShape shape) {
    return new KernelCase(
        "attention.Attention " + shape,
        () -> {
          var tensors = new Tensors(shape, shape.batch() > 1, 1);
          var q = Guarded.of(tensors.q, 0);
          var k = Guarded.of(tensors.k, 0);
          var v = Guarded.of(tensors.v, 0);
          var mask = Guarded.of(tensors.mask, 0);
          var o = Guarded.unwritten(tensors.dO.length, 0);
          var lse = Guarded.unwritten(shape.batch() * shape.heads() * shape.queries(), 0);
          var attention = Attention.of(shape);
          var scratch = Tensors.scratch(attention.scratchBytes(4));
          return new KernelCase.Call(
              o,
              parallel ->
                  attention.run(
                      parallel,
                      q.address(),
                      k.address(),
                      v.address(),
                      tensors.masked ? mask.address() : 0,
                      o.address(),
                      lse.address(),
                      scratch.address()));
        });
  }

  private static KernelCase gradient(AttentionShape shape) {
    return new KernelCase(
        "attention.AttentionGradient " + shape,
        () -> {
          var tensors = new Tensors(shape, shape.batch() > 1, 1);
          var q = Guarded.of(tensors.q, 0);
          var k = Guarded.of(tensors.k, 0);
          var v = Guarded.of(tensors.v, 0);
          var mask = Guarded.of(tensors.mask, 0);
          var dO = Guarded.of(tensors.dO, 0);
          var o = Guarded.unwritten(tensors.dO.length, 0);
          var lse = Guarded.unwritten(shape.batch() * shape.heads() * shape.queries(), 0);
          AttentionReference.run(
              shape,
              q.address(),
              k.address(),
              v.address(),
              tensors.masked ? mask.address() : 0,
              o.address(),
              lse.address());
          // One after the other, so that one look at the output sees all three.
          var out = Guarded.unwritten(tensors.q.length + tensors.k.length + tensors.v.length, 0);
          long dQ = out.address();
          long dK = dQ + (long) tensors.q.length * Float.BYTES;
          long dV = dK + (long) tensors.k.length * Float.BYTES;
          var gradient = AttentionGradient.of(shape);
          var scratch = Tensors.scratch(gradient.scratchBytes(4));
          return new KernelCase.Call(
              out,
              parallel ->
                  gradient.run(
                      parallel,
                      q.address(),
                      k.address(),
                      v.address(),
                      tensors.masked ? mask.address() : 0,
                      o.address(),
                      lse.address(),
                      dO.address(),
                      dQ,
                      dK,
                      dV,
                      scratch.address()));
        });
  }
}
