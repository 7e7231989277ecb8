package lockstep.nn.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import lockstep.nn.data.DataException;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A file of named tensors in the safetensors format: a header in JSON, then the numbers.
///
/// The file is mapped, not read: a tensor of 32-bit numbers is a view of it, which cannot be
/// written to. Others are copies: 16- and 64-bit floats as 32-bit ones, integers as 32-bit ones.
///
/// Everything that the header claims is checked against the file when it is opened.
public final class SafeTensors {

  /// One tensor of a file, its bytes counted from the end of the header.
  ///
  /// @param type the kind of the elements
  /// @param shape the sizes
  /// @param begin the first byte
  /// @param end the byte behind the last
  record Entry(ElementType type, Shape shape, long begin, long end) {}

  private final String place;
  private final SequencedMap<String, String> metadata;
  private final SequencedMap<String, Entry> entries;
  private final MemorySegment data;

  private SafeTensors(
      String place,
      SequencedMap<String, String> metadata,
      SequencedMap<String, Entry> entries,
      MemorySegment data) {
    this.place = place;
    this.metadata = Collections.unmodifiableSequencedMap(metadata);
    this.entries = Collections.unmodifiableSequencedMap(entries);
    this.data = data;
  }

  /// {@return the tensors of a file}
  ///
  /// @throws DataException if it is no such file or not whole
  public static SafeTensors open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (Files.isDirectory(file)) {
        throw new DataException(
            file.toString(), "expected a file in the safetensors format, found a folder.");
      }
      MemorySegment mapped =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return of(file.toString(), mapped);
    } catch (NoSuchFileException e) {
      throw new DataException(
          file.toString(),
          "expected a file in the safetensors format, found none. Check the path.",
          e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "expected to read it, got: " + e.getMessage() + ".", e);
    }
  }

  /// {@return the tensors in memory}
  ///
  /// @param place where it came from, for messages
  static SafeTensors of(String place, MemorySegment file) {
    var header = SafeTensorsHeader.read(place, file);
    return new SafeTensors(
        place, header.metadata(), header.entries(), file.asSlice(header.dataOffset()));
  }

  /// Writes tensors, in their order. Equal tensors make equal bytes.
  ///
  /// @param metadata texts that go into the header
  /// @throws DataException if that fails; what was there is unchanged
  public static void write(
      Path file, SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
    AtomicFile.write(file, new SafeTensorsContent(tensors, metadata));
  }

  /// Writes tensors with a checksum over everything, which {@link #requireWhole} verifies.
  ///
  /// @throws DataException if that fails; what was there is unchanged
  public static void writeSealed(
      Path file, SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
    AtomicFile.write(file, SafeTensorsContent.sealed(tensors, metadata));
  }

  /// {@return the texts in the header}
  public SequencedMap<String, String> metadata() {
    return metadata;
  }

  /// {@return the names of the tensors, in the order of the header}
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet(entries.sequencedKeySet());
  }

  /// {@return the sizes of a tensor}
  ///
  /// @throws DataException if there is none of that name
  public Shape shape(String name) {
    return entry(name).shape();
  }

  /// {@return what its elements are here: INT32 for all integers}
  ///
  /// @throws DataException if there is none of that name
  public DType dtype(String name) {
    return entry(name).type().dtype();
  }

  /// {@return a tensor: a view of the file, not to be written to, where its elements have 32 bits}
  ///
  /// @throws DataException if there is none of that name, or an integer does not fit
  public Tensor get(String name) {
    Entry entry = entry(name);
    try {
      return entry.type().tensor(entry.shape(), bytes(entry));
    } catch (ArithmeticException e) {
      throw new DataException(
          place,
          "tensor `"
              + name
              + "`: expected integers of 32 bits, found a larger one in "
              + entry.type()
              + ".",
          e);
    }
  }

  /// {@return all tensors by name}
  ///
  /// @throws DataException if an integer does not fit
  public SequencedMap<String, Tensor> all() {
    var all = new LinkedHashMap<String, Tensor>();
    names().forEach(name -> all.put(name, get(name)));
    return all;
  }

  /// Verifies the checksum of a file of {@link #writeSealed}.
  ///
  /// @throws DataException if it is absent or another
  public void requireWhole() {
    Seal.require(place, metadata, entries, data);
  }

  /// {@return where it was read from}
  public String place() {
    return place;
  }

  private MemorySegment bytes(Entry entry) {
    return data.asSlice(entry.begin(), entry.end() - entry.begin());
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new DataException(
          place, "expected a tensor `" + name + "`, found only " + shown(entries) + ".");
    }
    return entry;
  }

  private static String shown(Map<String, Entry> entries) {
    String names = entries.keySet().toString();
    return names.length() <= 400 ? names : names.substring(0, 400) + "…";
  }
}
