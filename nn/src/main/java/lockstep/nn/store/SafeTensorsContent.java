package lockstep.nn.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.nn.json.Json;
import lockstep.nn.store.SafeTensors.Entry;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Tensor;

/// The bytes of a safetensors file. Memory is little-endian on every machine that this runs on, as
/// the format is.
final class SafeTensorsContent implements AtomicFile.Content {

  /// Numbers begin at a multiple of eight bytes, as in files of the reference implementation.
  private static final int ALIGNMENT = 8;

  /// Bytes that one buffer hands over.
  private static final long CHUNK = 64L << 20;

  private final SequencedMap<String, Tensor> tensors;
  private final Json.Fields header;

  SafeTensorsContent(SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
    this.tensors = tensors;
    header = header(metadata, entries(tensors));
  }

  /// With the checksum of everything among the texts.
  static SafeTensorsContent sealed(
      SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
    return new SafeTensorsContent(
        tensors,
        Seal.add(
            metadata, entries(tensors), tensors.values().stream().map(Tensor::memory).toList()));
  }

  private static SequencedMap<String, Entry> entries(Map<String, Tensor> tensors) {
    var entries = new LinkedHashMap<String, Entry>();
    long at = 0;
    for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
      if (each.getKey().equals(SafeTensorsHeader.METADATA)) {
        throw new IllegalArgumentException(
            "tensor: expected another name than "
                + SafeTensorsHeader.METADATA
                + ", which the format keeps for texts.");
      }
      Tensor tensor = each.getValue();
      long end = at + tensor.shape().count() * DType.BYTES;
      entries.put(
          each.getKey(), new Entry(ElementType.of(tensor.dtype()), tensor.shape(), at, end));
      at = end;
    }
    return entries;
  }

  /// The header of a file, which is also what a seal is made of.
  static Json.Fields header(Map<String, String> metadata, Map<String, Entry> entries) {
    var members = new LinkedHashMap<String, Json>();
    if (!metadata.isEmpty()) {
      var texts = new LinkedHashMap<String, Json>();
      metadata.forEach((name, text) -> texts.put(name, new Json.Text(text)));
      members.put(SafeTensorsHeader.METADATA, new Json.Fields(texts));
    }
    entries.forEach((name, entry) -> members.put(name, json(entry)));
    return new Json.Fields(members);
  }

  private static Json json(Entry entry) {
    return Json.object()
        .with("dtype", entry.type().name())
        .with("shape", wholes(java.util.Arrays.stream(entry.shape().sizes()).asLongStream()))
        .with("data_offsets", wholes(java.util.stream.LongStream.of(entry.begin(), entry.end())));
  }

  private static Json wholes(java.util.stream.LongStream values) {
    return new Json.Items(values.<Json>mapToObj(Json.Whole::new).toList());
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    byte[] text = header.text().getBytes(StandardCharsets.UTF_8);
    int length = Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(length).put(text);
    while (start.hasRemaining()) {
      start.put((byte) ' ');
    }
    AtomicFile.writeFully(channel, start.flip());
    for (Tensor tensor : tensors.values()) {
      MemorySegment memory = tensor.memory();
      for (long at = 0; at < memory.byteSize(); at += CHUNK) {
        long size = Math.min(CHUNK, memory.byteSize() - at);
        AtomicFile.writeFully(channel, memory.asSlice(at, size).asByteBuffer());
      }
    }
  }
}
