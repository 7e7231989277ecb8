package lockstep.nn;

import static lockstep.nn.OpCase.flags;
import static lockstep.nn.OpCase.x;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.AttentionOp.Attention;
import lockstep.nn.graph.AttentionOp.KeyMask;
import lockstep.nn.graph.AttentionOp.Operands;
import lockstep.nn.tensor.Shape;

/// Instances of {@link AttentionOp}.
final class AttentionCases {

  private AttentionCases() {}

  static Stream<OpCase> small() {
    return Stream.of(
        OpCase.of(separate(1, 1, false, KeyMask.NONE), x(2, 3, 4), x(2, 5, 4), x(2, 5, 4)),
        OpCase.of(separate(2, 2, false, KeyMask.NONE), x(2, 3, 6), x(2, 3, 6), x(2, 3, 6)),
        OpCase.of(separate(4, 2, false, KeyMask.NONE), x(1, 3, 8), x(1, 4, 4), x(1, 4, 4)),
        OpCase.of(separate(2, 1, true, KeyMask.NONE), x(1, 4, 6), x(1, 4, 3), x(1, 4, 3)),
        OpCase.of(separate(2, 2, true, KeyMask.NONE), x(1, 2, 4), x(1, 5, 4), x(1, 5, 4)),
        OpCase.of(
            separate(2, 2, false, KeyMask.NONE),
            x(Shape.batch(2, 4)),
            x(Shape.batch(3, 4)),
            x(Shape.batch(3, 4))),
        OpCase.of(
            separate(2, 2, false, KeyMask.GIVEN),
            x(2, 3, 4),
            x(2, 4, 4),
            x(2, 4, 4),
            flags(Shape.of(2, 4), 1, 1, 0, 1, 0, 1, 1, 0)),
        OpCase.of(
            separate(2, 1, true, KeyMask.GIVEN),
            x(1, 4, 4),
            x(1, 4, 2),
            x(1, 4, 2),
            // The first query sees no key at all.
            flags(Shape.of(1, 4), 0, 1, 1, 0)),
        OpCase.of(fused(2, false, KeyMask.NONE), x(2, 3, 12)),
        OpCase.of(fused(2, true, KeyMask.NONE), x(Shape.batch(4, 12))),
        OpCase.of(
            fused(1, false, KeyMask.GIVEN), x(2, 3, 9), flags(Shape.of(2, 3), 1, 0, 1, 1, 1, 0)),
        OpCase.of(
            fused(2, true, KeyMask.GIVEN),
            x(Shape.batch(2, 6)),
            flags(Shape.batch(2), 1, 0, 1, 1, 0, 1)));
  }

  static Stream<OpCase> large() {
    Integer[] mask =
        IntStream.range(0, 150).mapToObj(i -> i % 7 == 3 ? 0 : 1).toArray(Integer[]::new);
    return Stream.of(
        OpCase.of(fused(4, true, KeyMask.NONE), x(2, 70, 192)).sums(70),
        OpCase.of(
                separate(4, 2, false, KeyMask.GIVEN),
                x(2, 67, 64),
                x(2, 75, 32),
                x(2, 75, 32),
                flags(Shape.of(2, 75), mask))
            .sums(134));
  }

  private static Attention separate(int heads, int keyHeads, boolean causal, KeyMask mask) {
    return new Attention(heads, keyHeads, causal, 0.6f, Operands.SEPARATE, mask);
  }

  private static Attention fused(int heads, boolean causal, KeyMask mask) {
    return new Attention(heads, heads, causal, 0.6f, Operands.FUSED, mask);
  }
}
