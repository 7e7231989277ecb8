package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.map.Access.ORDER;
import static lockstep.kernels.map.Access.at;
import static lockstep.kernels.map.Access.load;
import static lockstep.kernels.map.Access.store;
import static lockstep.kernels.map.Pairs.larger;
import static lockstep.kernels.map.Pairs.one;
import static lockstep.kernels.map.Pairs.smaller;

import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

/// The loops of [BinaryMap] over rows: vector with vector. `aRow` and `bRow` are the bytes from one
/// row of an operand to the next; the rows of the result follow one another.
final class VectorVectorLoops {

  private static final int LANES = Lanes.COUNT;

  private VectorVectorLoops() {}

  static void add(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).add(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).add(load(fromB, i, inside)), inside);
      }
    }
  }

  static void subtract(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).sub(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).sub(load(fromB, i, inside)), inside);
      }
    }
  }

  static void multiply(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).mul(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).mul(load(fromB, i, inside)), inside);
      }
    }
  }

  static void divide(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).div(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).div(load(fromB, i, inside)), inside);
      }
    }
  }

  /// One body, masked always: a second one for the last lanes would be more nodes than C2 inlines
  /// in.
  static void power(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < count; i += LANES) {
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        long at = at(to, i);
        Power.power(load(fromA, i, inside), load(fromB, i, inside))
            .intoMemorySegment(SEGMENT, at, ORDER, inside);
      }
    }
  }

  static void maximum(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, larger(load(fromA, i), load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, larger(load(fromA, i, inside), load(fromB, i, inside)), inside);
      }
    }
  }

  static void minimum(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, smaller(load(fromA, i), load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, smaller(load(fromA, i, inside), load(fromB, i, inside)), inside);
      }
    }
  }

  static void equal(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(EQ, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(EQ, load(fromB, i, inside))), inside);
      }
    }
  }

  static void notEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(NE, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(NE, load(fromB, i, inside))), inside);
      }
    }
  }

  static void less(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(LT, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(LT, load(fromB, i, inside))), inside);
      }
    }
  }

  static void lessEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(LE, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(LE, load(fromB, i, inside))), inside);
      }
    }
  }

  static void greater(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(GT, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(GT, load(fromB, i, inside))), inside);
      }
    }
  }

  static void greaterEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(GE, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(GE, load(fromB, i, inside))), inside);
      }
    }
  }
}
