package lockstep.nn.tensor;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Numbers with a shape: a view of memory that lives as long as anybody looks at it. There is
/// nothing to close.
public final class Tensor {

  /// Where a tensor of its own begins: a cache line.
  private static final long ALIGNMENT = 64;

  private final Shape shape;
  private final DType dtype;
  private final MemorySegment memory;
  private long writes;

  /// A view.
  ///
  /// @throws IllegalArgumentException if the shape has a batch, or the memory has another size
  public Tensor(Shape shape, DType dtype, MemorySegment memory) {
    if (shape.hasBatch()) {
      throw new IllegalArgumentException(
          "tensor: expected a shape with numbers only, got " + shape + ". Use Shape.at(batch).");
    }
    if (memory.byteSize() != shape.count() * DType.BYTES) {
      throw new IllegalArgumentException(
          "tensor: expected "
              + shape.count() * DType.BYTES
              + " bytes for "
              + shape
              + ", got "
              + memory.byteSize()
              + ".");
    }
    this.shape = shape;
    this.dtype = dtype;
    this.memory = memory;
  }

  /// {@return a tensor of zeros in memory of its own}
  public static Tensor zeros(Shape shape, DType dtype) {
    long bytes = shape.count() * DType.BYTES;
    return new Tensor(shape, dtype, Arena.ofAuto().allocate(bytes, ALIGNMENT));
  }

  /// {@return a tensor of those floats, row by row}
  public static Tensor of(Shape shape, float... values) {
    requireCount(shape, values.length);
    Tensor tensor = zeros(shape, DType.FLOAT32);
    MemorySegment.copy(values, 0, tensor.memory, JAVA_FLOAT, 0, values.length);
    return tensor;
  }

  /// {@return a tensor of those integers, row by row}
  public static Tensor ofInts(Shape shape, int... values) {
    requireCount(shape, values.length);
    Tensor tensor = zeros(shape, DType.INT32);
    MemorySegment.copy(values, 0, tensor.memory, JAVA_INT, 0, values.length);
    return tensor;
  }

  private static void requireCount(Shape shape, int values) {
    if (shape.count() != values) {
      throw new IllegalArgumentException(
          "tensor: expected " + shape.count() + " values for " + shape + ", got " + values + ".");
    }
  }

  /// {@return the sizes}
  public Shape shape() {
    return shape;
  }

  /// {@return the kind of the elements}
  public DType dtype() {
    return dtype;
  }

  /// {@return the memory it is a view of}
  public MemorySegment memory() {
    return memory;
  }

  /// {@return how often it was written to by its methods}
  public long writes() {
    return writes;
  }

  /// {@return how many elements it has}
  public int count() {
    return Math.toIntExact(shape.count());
  }

  /// {@return element number `index`, row by row, integers as floats}
  public float get(int index) {
    return dtype == DType.FLOAT32
        ? memory.getAtIndex(JAVA_FLOAT, index)
        : memory.getAtIndex(JAVA_INT, index);
  }

  /// Sets element number `index`, rounded towards zero where elements are integers.
  public void set(int index, float value) {
    writes++;
    if (dtype == DType.FLOAT32) {
      memory.setAtIndex(JAVA_FLOAT, index, value);
    } else {
      memory.setAtIndex(JAVA_INT, index, (int) value);
    }
  }

  /// {@return a copy of the floats, row by row}
  public float[] toArray() {
    require(DType.FLOAT32);
    return memory.toArray(JAVA_FLOAT);
  }

  /// {@return a copy of the integers, row by row}
  public int[] toIntArray() {
    require(DType.INT32);
    return memory.toArray(JAVA_INT);
  }

  /// Sets a single integer.
  public void setInt(int value) {
    writes++;
    require(DType.INT32);
    memory.setAtIndex(JAVA_INT, 0, value);
  }

  /// Takes over the numbers of a tensor of the same shape and kind.
  public void set(Tensor other) {
    writes++;
    if (!shape.equals(other.shape) || dtype != other.dtype) {
      throw new IllegalArgumentException(
          "tensor: expected " + dtype + shape + ", got " + other.dtype + other.shape + ".");
    }
    memory.copyFrom(other.memory);
  }

  /// Takes over those floats, row by row.
  public void set(float... values) {
    writes++;
    require(DType.FLOAT32);
    requireCount(shape, values.length);
    MemorySegment.copy(values, 0, memory, JAVA_FLOAT, 0, values.length);
  }

  /// Takes over those integers, row by row.
  public void setInts(int... values) {
    writes++;
    require(DType.INT32);
    requireCount(shape, values.length);
    MemorySegment.copy(values, 0, memory, JAVA_INT, 0, values.length);
  }

  /// Takes over those floats as a row: one step along the first axis.
  public void setRow(int row, float[] values) {
    writes++;
    require(DType.FLOAT32);
    requireRow(row, values.length);
    MemorySegment.copy(
        values, 0, memory, JAVA_FLOAT, (long) row * values.length * DType.BYTES, values.length);
  }

  /// Takes over those integers as a row: one step along the first axis.
  public void setRow(int row, int[] values) {
    writes++;
    require(DType.INT32);
    requireRow(row, values.length);
    MemorySegment.copy(
        values, 0, memory, JAVA_INT, (long) row * values.length * DType.BYTES, values.length);
  }

  private void requireRow(int row, int values) {
    if (row < 0 || row >= shape.size(0) || (long) values * shape.size(0) != shape.count()) {
      throw new IllegalArgumentException(
          "tensor: expected a row of " + shape + ", got row " + row + " of " + values + " values.");
    }
  }

  private void require(DType expected) {
    if (dtype != expected) {
      throw new IllegalStateException(
          "tensor: expected " + expected + ", this one is " + dtype + ".");
    }
  }

  @Override
  public String toString() {
    int shown = Math.min(count(), 8);
    var text = new StringBuilder(dtype + "" + shape + " ");
    float[] first = new float[shown];
    for (int i = 0; i < shown; i++) {
      first[i] = get(i);
    }
    return text.append(Arrays.toString(first)).append(shown < count() ? " …" : "").toString();
  }
}
