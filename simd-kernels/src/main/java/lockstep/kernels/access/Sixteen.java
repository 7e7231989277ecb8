package lockstep.kernels.access;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import lockstep.kernels.Lanes;

/// The one order of every reduction: sixteen virtual lanes and a fixed tree.
///
/// Virtual lane l takes the elements l, l + 16, l + 32, … in order. Then lane l joins lane l + 8, l
/// + 4, l + 2 and l + 1, and the first has the result. A vector of 512 bits is all sixteen lanes;
///   narrower ones are {@link #PARTS} parts of them, which a kernel walks one after the other and a
///   tree joins: so the width of vectors changes no bit.
///
/// ```java
/// FloatVector p0 = part(row, count, 0);                                  // 512 bits
/// FloatVector p1 = PARTS > 1 ? part(row, count, 1) : p0;                 // 256
/// FloatVector p2 = PARTS > 2 ? part(row, count, 2) : p0;                 // 128
/// FloatVector p3 = PARTS > 2 ? part(row, count, 3) : p0;
/// float sum = Sixteen.sum(p0, p1, p2, p3);
/// ```
///
/// where `part(row, count, p)` takes the vectors that begin at `p · Lanes.COUNT`, 16 elements
/// apart, and in the last one the neutral element for lanes at `count` and beyond ({@link
/// #inside}).
public final class Sixteen {

  /// The number of virtual lanes.
  public static final int LANES = 16;

  /// How many vectors the virtual lanes are.
  public static final int PARTS = Math.max(1, LANES / Lanes.COUNT);

  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private Sixteen() {}

  /// {@return the lanes of a vector that begins at element `start` which lie before `count`}
  public static VectorMask<Float> inside(int start, int count) {
    return Lanes.FLOAT.indexInRange(start, count);
  }

  /// {@return the sum over the virtual lanes, of which only the first {@link #PARTS} arguments
  /// count}
  public static float sum(FloatVector p0, FloatVector p1, FloatVector p2, FloatVector p3) {
    FloatVector v =
        switch (PARTS) {
          case 1 -> p0.rearrange(BY_8).add(p0);
          case 2 -> p0.add(p1);
          default -> p0.add(p2).add(p1.add(p3));
        };
    if (PARTS <= 2) {
      v = v.rearrange(BY_4).add(v);
    }
    v = v.rearrange(BY_2).add(v);
    v = v.rearrange(BY_1).add(v);
    return v.lane(0);
  }

  /// {@return the largest of the virtual lanes; NaN where any is NaN}
  public static float max(FloatVector p0, FloatVector p1, FloatVector p2, FloatVector p3) {
    FloatVector v =
        switch (PARTS) {
          case 1 -> larger(p0, p0.rearrange(BY_8));
          case 2 -> larger(p0, p1);
          default -> larger(larger(p0, p2), larger(p1, p3));
        };
    if (PARTS <= 2) {
      v = larger(v, v.rearrange(BY_4));
    }
    v = larger(v, v.rearrange(BY_2));
    v = larger(v, v.rearrange(BY_1));
    return v.lane(0);
  }

  /// {@return lane by lane `a` where it is greater or no number, else `b`}
  ///
  /// A NaN of `b` stays too, as nothing is greater than it. Of 0 and −0 it is `b`.
  public static FloatVector larger(FloatVector a, FloatVector b) {
    return b.blend(a, a.compare(GT, b).or(a.compare(NE, a)));
  }

  /// As {@link #larger(FloatVector, FloatVector)}, of one element.
  public static float larger(float a, float b) {
    return a > b || Float.isNaN(a) ? a : b;
  }

  /// What the vectors compute, from sixteen lanes in an array, which it overwrites: for references.
  public static float sum(float[] lanes) {
    for (int distance = LANES / 2; distance > 0; distance /= 2) {
      for (int l = 0; l < distance; l++) {
        lanes[l] += lanes[l + distance];
      }
    }
    return lanes[0];
  }

  /// As {@link #sum(float[])}, the largest.
  public static float max(float[] lanes) {
    for (int distance = LANES / 2; distance > 0; distance /= 2) {
      for (int l = 0; l < distance; l++) {
        lanes[l] = larger(lanes[l], lanes[l + distance]);
      }
    }
    return lanes[0];
  }

  /// Lane l comes from lane l + `by`, around the vector.
  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(Lanes.FLOAT, l -> (l + by) % Lanes.COUNT);
  }
}
