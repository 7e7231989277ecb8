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

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The loops of [BinaryMap] over rows: vector with one number. `aRow` and `bRow` are the bytes from
/// one row of an operand to the next; the rows of the result follow one another.
final class VectorNumberLoops {

  private static final int LANES = Lanes.COUNT;

  private VectorNumberLoops() {}

  static void add(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).add(number));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).add(number), inside);
      }
    }
  }

  static void subtract(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).sub(number));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).sub(number), inside);
      }
    }
  }

  static void multiply(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).mul(number));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).mul(number), inside);
      }
    }
  }

  static void divide(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, load(fromA, i).div(number));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, load(fromA, i, inside).div(number), inside);
      }
    }
  }

  /// One body, masked always: a second one for the last lanes would be more nodes than C2 inlines
  /// in.
  static void power(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < count; i += LANES) {
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        long at = at(to, i);
        Power.power(load(fromA, i, inside), number).intoMemorySegment(SEGMENT, at, ORDER, inside);
      }
    }
  }

  static void maximum(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, larger(load(fromA, i), number));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, larger(load(fromA, i, inside), number), inside);
      }
    }
  }

  static void minimum(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, smaller(load(fromA, i), number));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, smaller(load(fromA, i, inside), number), inside);
      }
    }
  }

  static void equal(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(EQ, number)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(EQ, number)), inside);
      }
    }
  }

  static void notEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(NE, number)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(NE, number)), inside);
      }
    }
  }

  static void less(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(LT, number)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(LT, number)), inside);
      }
    }
  }

  static void lessEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(LE, number)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(LE, number)), inside);
      }
    }
  }

  static void greater(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(GT, number)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(GT, number)), inside);
      }
    }
  }

  static void greaterEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromA = a + row * aRow;
      FloatVector number = Floats.broadcast(b + row * bRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(load(fromA, i).compare(GE, number)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(load(fromA, i, inside).compare(GE, number)), inside);
      }
    }
  }
}
