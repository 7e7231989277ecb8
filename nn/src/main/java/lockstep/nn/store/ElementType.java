package lockstep.nn.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// The kinds of elements that the safetensors format names.
enum ElementType {
  F64(8, DType.FLOAT32),
  F32(4, DType.FLOAT32),
  F16(2, DType.FLOAT32),
  BF16(2, DType.FLOAT32),
  I64(8, DType.INT32),
  I32(4, DType.INT32),
  I16(2, DType.INT32),
  I8(1, DType.INT32),
  U32(4, DType.INT32),
  U16(2, DType.INT32),
  U8(1, DType.INT32),
  BOOL(1, DType.INT32);

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int bytes;
  private final DType dtype;

  ElementType(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  int bytes() {
    return bytes;
  }

  /// What such elements become.
  DType dtype() {
    return dtype;
  }

  static ElementType of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> F32;
      case INT32 -> I32;
    };
  }

  /// {@return a tensor with those elements: a view where they can stay as they are}
  ///
  /// @throws ArithmeticException if an integer does not fit into 32 bits
  Tensor tensor(Shape shape, MemorySegment data) {
    boolean same = this == F32 || this == I32;
    if (same && data.isNative() && data.address() % DType.BYTES == 0) {
      return new Tensor(shape, dtype, data);
    }
    Tensor tensor = Tensor.zeros(shape, dtype);
    switch (dtype) {
      case FLOAT32 -> {
        for (int i = 0; i < tensor.count(); i++) {
          tensor.memory().setAtIndex(ValueLayout.JAVA_FLOAT, i, number(data, i));
        }
      }
      case INT32 -> {
        for (int i = 0; i < tensor.count(); i++) {
          tensor.memory().setAtIndex(ValueLayout.JAVA_INT, i, Math.toIntExact(whole(data, i)));
        }
      }
    }
    return tensor;
  }

  private float number(MemorySegment data, long index) {
    long at = index * bytes;
    return switch (this) {
      case F64 -> (float) Double.longBitsToDouble(data.get(LONG, at));
      case F32 -> Float.intBitsToFloat(data.get(INT, at));
      case F16 -> Float.float16ToFloat(data.get(SHORT, at));
      case BF16 -> Float.intBitsToFloat(data.get(SHORT, at) << 16);
      case I64, I32, I16, I8, U32, U16, U8, BOOL -> (float) whole(data, index);
    };
  }

  private long whole(MemorySegment data, long index) {
    long at = index * bytes;
    return switch (this) {
      case I64 -> data.get(LONG, at);
      case I32 -> data.get(INT, at);
      case I16 -> data.get(SHORT, at);
      case I8 -> data.get(JAVA_BYTE, at);
      case U32 -> Integer.toUnsignedLong(data.get(INT, at));
      case U16 -> Short.toUnsignedLong(data.get(SHORT, at));
      case U8, BOOL -> Byte.toUnsignedLong(data.get(JAVA_BYTE, at));
      case F64, F32, F16, BF16 -> (long) number(data, index);
    };
  }
}
