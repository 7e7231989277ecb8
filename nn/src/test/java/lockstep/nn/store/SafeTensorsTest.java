package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafeTensorsTest {

  @TempDir private Path folder;

  static SequencedMap<String, Tensor> tensors() {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("b.weight", Tensor.of(Shape.of(2, 3), 1, -2, 3.5f, -0f, Float.NaN, 1e-40f));
    tensors.put("a", Tensor.ofInts(Shape.scalar(), -7));
    tensors.put("none", Tensor.of(Shape.of(0, 4)));
    return tensors;
  }

  static SequencedMap<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    texts.put("format", "pt");
    texts.put("ä \"", "\n");
    return texts;
  }

  @Test
  void tensors_come_back_in_their_order() {
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, tensors(), texts());
    SafeTensors read = SafeTensors.open(file);
    assertThat(read.names()).containsExactly("b.weight", "a", "none");
    assertThat(read.metadata()).isEqualTo(texts());
    assertThat(read.get("b.weight").toArray()).containsExactly(1, -2, 3.5f, -0f, Float.NaN, 1e-40f);
    assertThat(read.get("a").toIntArray()).containsExactly(-7);
    assertThat(read.shape("none")).isEqualTo(Shape.of(0, 4));
    assertThat(read.dtype("a")).isEqualTo(DType.INT32);
  }

  @Test
  void equal_tensors_make_equal_bytes_that_the_format_prescribes() throws IOException {
    Path file = folder.resolve("x.safetensors");
    var one = new LinkedHashMap<String, Tensor>();
    one.put("w", Tensor.of(Shape.of(1), 1));
    SafeTensors.write(file, one, new LinkedHashMap<>());
    String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    ByteBuffer expected = ByteBuffer.allocate(8 + 56 + 4).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(56).put(header.getBytes(StandardCharsets.UTF_8));
    while (expected.position() < 64) {
      expected.put((byte) ' ');
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.putFloat(1).array());
  }

  @Test
  void a_file_is_mapped_and_cannot_be_written_to() {
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, tensors(), texts());
    Tensor mapped = SafeTensors.open(file).get("b.weight");
    assertThat(mapped.memory().isMapped()).isTrue();
    assertThat(mapped.memory().isReadOnly()).isTrue();
  }

  @Test
  void other_kinds_of_numbers_are_converted() {
    ByteBuffer data = ByteBuffer.allocate(52).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(0.1).putDouble(-3);
    data.putLong(-5).putLong(Integer.MAX_VALUE);
    data.putShort(Float.floatToFloat16(1.5f)).putShort((short) 0x3fc0);
    data.putShort((short) -2).putShort((short) -2);
    data.put((byte) -1).put((byte) -1).put((byte) 1).put((byte) 0);
    data.putInt(7).putInt(9);
    SafeTensors read =
        of(
            """
            {"f64":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},
             "i64":{"dtype":"I64","shape":[2],"data_offsets":[16,32]},
             "f16":{"dtype":"F16","shape":[1],"data_offsets":[32,34]},
             "bf16":{"dtype":"BF16","shape":[1],"data_offsets":[34,36]},
             "i16":{"dtype":"I16","shape":[1],"data_offsets":[36,38]},
             "u16":{"dtype":"U16","shape":[1],"data_offsets":[38,40]},
             "i8":{"dtype":"I8","shape":[1],"data_offsets":[40,41]},
             "u8":{"dtype":"U8","shape":[1],"data_offsets":[41,42]},
             "bool":{"dtype":"BOOL","shape":[2],"data_offsets":[42,44]},
             "u32":{"dtype":"U32","shape":[1],"data_offsets":[44,48]},
             "i32":{"dtype":"I32","shape":[1],"data_offsets":[48,52]}}
            """,
            data.array());
    assertThat(read.get("f64").toArray()).containsExactly(0.1f, -3);
    assertThat(read.get("i64").toIntArray()).containsExactly(-5, Integer.MAX_VALUE);
    assertThat(read.get("f16").toArray()).containsExactly(1.5f);
    assertThat(read.get("bf16").toArray()).containsExactly(1.5f);
    assertThat(read.get("i16").toIntArray()).containsExactly(-2);
    assertThat(read.get("u16").toIntArray()).containsExactly(65534);
    assertThat(read.get("i8").toIntArray()).containsExactly(-1);
    assertThat(read.get("u8").toIntArray()).containsExactly(255);
    assertThat(read.get("bool").toIntArray()).containsExactly(1, 0);
    assertThat(read.get("u32").toIntArray()).containsExactly(7);
    assertThat(read.get("i32").toIntArray()).containsExactly(9);
  }

  @Test
  void an_integer_that_does_not_fit_is_refused() {
    byte[] data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 31).array();
    SafeTensors read = of("{\"i\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", data);
    assertThatThrownBy(() -> read.get("i"))
        .isInstanceOf(DataException.class)
        .hasMessage("x: tensor `i`: expected integers of 32 bits, found a larger one in I64.");
  }

  static Stream<Arguments> damaged() {
    return Stream.of(
        arguments("[]", 0, "byte 8: expected a header that begins with '{'"),
        arguments("{\"a\"}", 0, "header, line 1, column 5: expected ':'"),
        arguments("{\"a\":1}", 0, "tensor `a`: expected dtype, shape and data_offsets"),
        arguments(
            "{\"a\":{\"dtype\":\"F8\",\"shape\":[],\"data_offsets\":[0,1]}}",
            1,
            "tensor `a`: expected one of [F64, F32, F16, BF16, I64, I32, I16, I8, U32, U16, U8,"
                + " BOOL] as dtype, found \"F8\""),
        arguments(entry("[-1]", "[0,4]"), 4, "expected whole numbers of 0 or more as shape"),
        arguments(entry("[1]", "[0,4,8]"), 4, "expected a first and a last byte within 4, found"),
        arguments(entry("[1]", "[4,0]"), 4, "expected a first and a last byte within 4"),
        arguments(entry("[2]", "[0,8]"), 4, "expected a first and a last byte within 4"),
        arguments(entry("[2]", "[0,4]"), 4, "expected 8 bytes for F32[2], found 4"),
        arguments(
            entry("[65536,65536,65536,65536,65536]", "[0,0]"), 0, "expected at most 2147483647"),
        arguments(entry("[4294967297]", "[0,4]"), 4, "expected at most 2147483647"),
        arguments(entry("[1]", "[1,5]"), 5, "expected the next tensor at byte 0 of the numbers"),
        arguments(entry("[1]", "[0,4]"), 5, "expected 4 bytes of numbers, found 5"),
        arguments(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            4,
            "expected the next tensor at byte 4 of the numbers, found it at 0"),
        arguments("{\"__metadata__\":{\"a\":1}}", 0, "expected a text as __metadata__.a"));
  }

  private static String entry(String shape, String offsets) {
    return "{\"a\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":%s}}".formatted(shape, offsets);
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void a_message_names_the_file_and_what_was_expected(String header, int bytes, String message) {
    assertThatThrownBy(() -> of(header, new byte[bytes]))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("x: ")
        .hasMessageContaining(message);
  }

  @Test
  void a_header_that_claims_more_than_the_file_has_is_refused_first() {
    byte[] bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 60).array();
    assertThatThrownBy(() -> SafeTensors.of("x", MemorySegment.ofArray(bytes)))
        .hasMessage(
            "x: byte 0: expected the size of a header, from 2 to 12, found 1152921504606846976."
                + " It is damaged or no safetensors file: fetch or write it again.");
    assertThatThrownBy(() -> SafeTensors.of("x", MemorySegment.ofArray(new byte[3])))
        .hasMessageContaining("expected 8 bytes with the size of a header, found 3");
  }

  @Test
  void files_that_are_not_there_are_named() {
    assertThatThrownBy(() -> SafeTensors.open(folder.resolve("absent")))
        .hasMessage(
            folder.resolve("absent")
                + ": expected a file in the safetensors format, found none. Check the path.");
    assertThatThrownBy(() -> SafeTensors.open(folder)).isInstanceOf(DataException.class);
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, tensors(), texts());
    assertThatThrownBy(() -> SafeTensors.open(file).get("c"))
        .hasMessage(file + ": expected a tensor `c`, found only [b.weight, a, none].");
  }

  @Test
  void a_seal_breaks_with_every_changed_byte() throws IOException {
    Path file = folder.resolve("x.safetensors");
    SafeTensors.writeSealed(file, tensors(), texts());
    SafeTensors.open(file).requireWhole();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> SafeTensors.of("x", MemorySegment.ofArray(changed)).requireWhole())
          .as("byte %d", i)
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void a_seal_is_asked_of_a_sealed_file_only() {
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, tensors(), texts());
    assertThatThrownBy(() -> SafeTensors.open(file).requireWhole())
        .hasMessageContaining("expected a checksum among its texts, found none");
  }

  @Test
  void the_name_of_the_texts_is_no_name_of_a_tensor() {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("__metadata__", Tensor.of(Shape.of(1), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeTensors.write(folder.resolve("x"), tensors, texts()));
  }

  static SafeTensors of(String header, byte[] data) {
    return SafeTensors.of("x", MemorySegment.ofArray(bytes(header, data)));
  }

  private static byte[] bytes(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }
}
