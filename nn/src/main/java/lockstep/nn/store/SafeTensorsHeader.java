package lockstep.nn.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.store.SafeTensors.Entry;
import lockstep.nn.tensor.Shape;

/// The part of a file that says what is in it.
///
/// @param metadata texts
/// @param entries the tensors
/// @param dataOffset the first byte of the numbers
record SafeTensorsHeader(
    SequencedMap<String, String> metadata, SequencedMap<String, Entry> entries, long dataOffset) {

  /// The member that is no tensor.
  static final String METADATA = "__metadata__";

  /// A header of ten thousand tensors has one million bytes.
  private static final long LARGEST = 16 << 20;

  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static SafeTensorsHeader read(String place, MemorySegment file) {
    return new Reader(place, file.byteSize()).read(file);
  }

  private static final class Reader {

    private final String place;
    private final long fileSize;
    private final SequencedMap<String, String> metadata = new LinkedHashMap<>();
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    private long dataSize;

    Reader(String place, long fileSize) {
      this.place = place;
      this.fileSize = fileSize;
    }

    SafeTensorsHeader read(MemorySegment file) {
      if (fileSize < Long.BYTES) {
        throw bad("expected 8 bytes with the size of a header, found " + fileSize, UNFINISHED);
      }
      long length = file.get(LENGTH, 0);
      long most = Math.min(LARGEST, fileSize - Long.BYTES);
      if (length < 2 || length > most) {
        throw bad(
            "byte 0: expected the size of a header, from 2 to "
                + most
                + ", found "
                + Long.toUnsignedString(length),
            UNFINISHED);
      }
      dataSize = fileSize - Long.BYTES - length;
      tensors(parse(file.asSlice(Long.BYTES, length)));
      requireNoGaps();
      return new SafeTensorsHeader(metadata, entries, Long.BYTES + length);
    }

    private Json.Fields parse(MemorySegment header) {
      if (header.get(JAVA_BYTE, 0) != '{') {
        throw bad("byte 8: expected a header that begins with '{'", UNFINISHED);
      }
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(header.asByteBuffer()).toString();
        if (Json.parse(text) instanceof Json.Fields fields) {
          return fields;
        }
        throw bad("header: expected an object", UNFINISHED);
      } catch (CharacterCodingException e) {
        throw new DataException(
            place, "header: expected UTF-8, found other bytes. " + UNFINISHED, e);
      } catch (JsonException e) {
        throw new DataException(place, "header, " + e.getMessage() + " " + UNFINISHED, e);
      }
    }

    private void tensors(Json.Fields header) {
      header
          .members()
          .forEach((name, value) -> {
            if (name.equals(METADATA)) {
              texts(value);
            } else {
              entries.put(name, entry(name, value));
            }
          });
    }

    private void texts(Json value) {
      if (!(value instanceof Json.Fields(var members))) {
        throw bad("header: expected an object of texts as " + METADATA, UNFINISHED);
      }
      members.forEach((name, member) -> {
        if (!(member instanceof Json.Text(var text))) {
          throw bad("header: expected a text as " + METADATA + "." + cut(name), UNFINISHED);
        }
        metadata.put(name, text);
      });
    }

    private Entry entry(String name, Json value) {
      if (!(value instanceof Json.Fields(var members))
          || !members.keySet().equals(java.util.Set.of("dtype", "shape", "data_offsets"))) {
        throw bad(at(name) + "expected dtype, shape and data_offsets", UNFINISHED);
      }
      ElementType type = type(name, member(members, "dtype"));
      Shape shape = shape(name, wholes(name, member(members, "shape"), "shape"));
      List<Long> offsets = wholes(name, member(members, "data_offsets"), "data_offsets");
      if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataSize) {
        throw bad(
            at(name) + "expected a first and a last byte within " + dataSize + ", found " + offsets,
            UNFINISHED);
      }
      long bytes = offsets.get(1) - offsets.get(0);
      long needed = shape.count() * type.bytes();
      if (bytes != needed) {
        throw bad(
            at(name) + "expected " + needed + " bytes for " + type + shape + ", found " + bytes,
            UNFINISHED);
      }
      return new Entry(type, shape, offsets.get(0), offsets.get(1));
    }

    private static Json member(Map<String, Json> members, String name) {
      return members.getOrDefault(name, new Json.Nothing());
    }

    private ElementType type(String name, Json json) {
      List<String> known = Stream.of(ElementType.values()).map(Enum::name).toList();
      if (json instanceof Json.Text(var text) && known.contains(text)) {
        return ElementType.valueOf(text);
      }
      throw bad(
          at(name) + "expected one of " + known + " as dtype, found " + cut(json.text()),
          "Convert it to one of those.");
    }

    private List<Long> wholes(String name, Json json, String member) {
      var wholes = new ArrayList<Long>();
      if (json instanceof Json.Items(var items)) {
        for (Json item : items) {
          if (!(item instanceof Json.Whole(var whole)) || whole < 0) {
            break;
          }
          wholes.add(whole);
        }
        if (wholes.size() == items.size()) {
          return wholes;
        }
      }
      throw bad(
          at(name)
              + "expected whole numbers of 0 or more as "
              + member
              + ", found "
              + cut(json.text()),
          UNFINISHED);
    }

    /// The product is bounded while it is made, so that it cannot overflow.
    private Shape shape(String name, List<Long> sizes) {
      int[] all = new int[sizes.size()];
      boolean fits = all.length <= MOST_AXES;
      for (int axis = 0; axis < all.length && fits; axis++) {
        fits = sizes.get(axis) <= Integer.MAX_VALUE;
        all[axis] = fits ? sizes.get(axis).intValue() : 0;
      }
      long count = 1;
      for (int size : fits ? all : new int[0]) {
        count = size == 0 ? 0 : Math.min(count, Integer.MAX_VALUE + 1L) * size;
        fits &= count <= Integer.MAX_VALUE;
      }
      if (!fits) {
        throw bad(
            at(name)
                + "expected at most "
                + Integer.MAX_VALUE
                + " numbers on at most "
                + MOST_AXES
                + " axes, found "
                + cut(sizes.toString()),
            "Split it.");
      }
      return Shape.of(all);
    }

    /// What no tensor owns could hide anything; what two own is a mistake.
    private void requireNoGaps() {
      Entry[] inOrder = entries.values().toArray(Entry[]::new);
      Arrays.sort(inOrder, Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      long at = 0;
      for (Entry entry : inOrder) {
        if (entry.begin() != at) {
          throw bad(
              "expected the next tensor at byte "
                  + at
                  + " of the numbers, found it at "
                  + entry.begin(),
              UNFINISHED);
        }
        at = entry.end();
      }
      if (at != dataSize) {
        throw bad("expected " + at + " bytes of numbers, found " + dataSize, UNFINISHED);
      }
    }

    private static String at(String name) {
      return "tensor `" + cut(name) + "`: ";
    }

    private DataException bad(String problem, String remedy) {
      return new DataException(place, problem + ". " + remedy);
    }
  }

  private static final int MOST_AXES = 16;

  private static final String UNFINISHED =
      "It is damaged or no safetensors file: fetch or write it again.";

  private static String cut(String text) {
    String line = text.replaceAll("\\p{C}|\\R", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }
}
