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

/// The loops of [BinaryMap] over rows: one number with vector. `aRow` and `bRow` are the bytes from
/// one row of an operand to the next; the rows of the result follow one another.
final class NumberVectorLoops {

  private static final int LANES = Lanes.COUNT;

  private NumberVectorLoops() {}

  static void add(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, number.add(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, number.add(load(fromB, i, inside)), inside);
      }
    }
  }

  static void subtract(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, number.sub(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, number.sub(load(fromB, i, inside)), inside);
      }
    }
  }

  static void multiply(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, number.mul(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, number.mul(load(fromB, i, inside)), inside);
      }
    }
  }

  static void divide(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, number.div(load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, number.div(load(fromB, i, inside)), inside);
      }
    }
  }

  /// One body, masked always: a second one for the last lanes would be more nodes than C2 inlines
  /// in.
  static void power(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    for (int row = 0; row < rows; row++) {
      FloatVector number = Floats.broadcast(a + row * aRow);
      long fromB = b + row * bRow;
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < count; i += LANES) {
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        long at = at(to, i);
        Power.power(number, load(fromB, i, inside)).intoMemorySegment(SEGMENT, at, ORDER, inside);
      }
    }
  }

  static void maximum(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, larger(number, load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, larger(number, load(fromB, i, inside)), inside);
      }
    }
  }

  static void minimum(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, smaller(number, load(fromB, i)));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, smaller(number, load(fromB, i, inside)), inside);
      }
    }
  }

  static void equal(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(number.compare(EQ, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(number.compare(EQ, load(fromB, i, inside))), inside);
      }
    }
  }

  static void notEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(number.compare(NE, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(number.compare(NE, load(fromB, i, inside))), inside);
      }
    }
  }

  static void less(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(number.compare(LT, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(number.compare(LT, load(fromB, i, inside))), inside);
      }
    }
  }

  static void lessEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(number.compare(LE, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(number.compare(LE, load(fromB, i, inside))), inside);
      }
    }
  }

  static void greater(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(number.compare(GT, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(number.compare(GT, load(fromB, i, inside))), inside);
      }
    }
  }

  static void greaterEqual(long a, long aRow, long b, long bRow, long out, int rows, int count) {
    int whole = count - count % LANES;
    for (int row = 0; row < rows; row++) {
      long fromB = b + row * bRow;
      FloatVector number = Floats.broadcast(a + row * aRow);
      long to = out + (long) row * count * Float.BYTES;
      for (int i = 0; i < whole; i += LANES) {
        store(to, i, one(number.compare(GE, load(fromB, i))));
      }
      if (whole < count) {
        int i = whole;
        VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
        store(to, i, one(number.compare(GE, load(fromB, i, inside))), inside);
      }
    }
  }
}
