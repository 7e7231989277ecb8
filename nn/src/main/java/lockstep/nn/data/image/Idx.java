package lockstep.nn.data.image;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;

/// An IDX file, as MNIST and its relatives are published: numbers of one kind with a shape, the
/// largest part of the number first. Compressed by gzip it is read in place.
///
/// | bytes | hold |
/// |---|---|
/// | 0, 1 | zero |
/// | 2 | the kind: 8 unsigned byte, 9 byte, 11 short, 12 int, 13 float, 14 double |
/// | 3 | how many axes |
/// | 4 for each axis | its size |
/// | the rest | the numbers |
public final class Idx {

  private static final int GZIP = 0x1F8B;

  /// Deflate makes at most 1032 bytes of one.
  private static final long MOST_RATIO = 1032;

  private static final int MOST_AXES = 8;

  /// Without names; more are numbers that are no labels.
  private static final int MOST_CLASSES = 1 << 16;

  private final String name;
  private final Kind kind;
  private final Shape shape;
  private final byte[] bytes;

  private Idx(String name, Kind kind, Shape shape, byte[] bytes) {
    this.name = name;
    this.kind = kind;
    this.shape = shape;
    this.bytes = bytes;
  }

  /// What the numbers of an IDX file are.
  public enum Kind {
    /// 0 to 255.
    UNSIGNED_BYTE(8, 1),
    /// −128 to 127.
    BYTE(9, 1),
    /// 16 bits.
    SHORT(11, 2),
    /// 32 bits.
    INT(12, 4),
    /// 32-bit floating point.
    FLOAT(13, 4),
    /// 64-bit floating point.
    DOUBLE(14, 8);

    private final int code;
    private final int size;

    Kind(int code, int size) {
      this.code = code;
      this.size = size;
    }
  }

  /// {@return a file}
  ///
  /// @throws DataException if it is no IDX file, or its size is not the one that it declares
  public static Idx read(Path file) {
    String name = FileBytes.name(file);
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file), name);
    } catch (IOException e) {
      throw FileBytes.unreadable(name, e);
    }
  }

  static Idx read(byte[] file, String name) {
    try (InputStream in = new ByteArrayInputStream(file)) {
      return read(in, file.length, name);
    } catch (IOException e) {
      throw FileBytes.unreadable(name, e);
    }
  }

  /// {@return images without labels: targets are empty}
  ///
  /// @param images of `[count, height, width]` or `[count, height, width, channels]` bytes
  public static Dataset dataset(Path images) {
    return new Pictures(read(images), new int[0], List.of());
  }

  /// {@return images with their classes}
  ///
  /// @param images of `[count, height, width]` or `[count, height, width, channels]` bytes
  /// @param labels of `[count]`
  /// @param names of the classes; none to call them by their numbers
  /// @throws DataException if a file cannot be read, or they do not belong together
  public static Dataset dataset(Path images, Path labels, List<String> names) {
    return dataset(read(images), read(labels), names);
  }

  static Dataset dataset(Idx images, Idx labels, List<String> names) {
    int[] classes = labels.classes(names);
    if (images.shape.rank() == 0 || classes.length != images.shape.size(0)) {
      throw new DataException(
          labels.name,
          "expected a label for each image of "
              + images.name
              + ", which is "
              + images.shape
              + ", found "
              + classes.length
              + ". Are these the two files of one data set?");
    }
    int most = Arrays.stream(classes).max().orElse(-1);
    List<String> all =
        names.isEmpty() ? IntStream.rangeClosed(0, most).mapToObj(String::valueOf).toList() : names;
    return new Pictures(images, classes, all);
  }

  /// {@return what its numbers are}
  public Kind kind() {
    return kind;
  }

  /// {@return its axes}
  public Shape shape() {
    return shape;
  }

  /// {@return number `index`, row by row}
  public double get(int index) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int at = index * kind.size;
    return switch (kind) {
      case UNSIGNED_BYTE -> bytes[at] & 0xff;
      case BYTE -> bytes[at];
      case SHORT -> buffer.getShort(at);
      case INT -> buffer.getInt(at);
      case FLOAT -> buffer.getFloat(at);
      case DOUBLE -> buffer.getDouble(at);
    };
  }

  private int[] classes(List<String> names) {
    if (shape.rank() != 1 || kind == Kind.FLOAT || kind == Kind.DOUBLE) {
      throw new DataException(
          name,
          "expected one axis of whole numbers for labels, found "
              + kind
              + shape
              + ". Are images and labels in the right order?");
    }
    int most = names.isEmpty() ? MOST_CLASSES : names.size();
    int[] classes = new int[shape.size(0)];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (int) get(i);
      if (classes[i] < 0 || classes[i] >= most) {
        throw new DataException(
            name + ":" + i,
            "expected a class within 0 and "
                + (most - 1)
                + ", found "
                + classes[i]
                + ". Give as many names as there are classes.");
      }
    }
    return classes;
  }

  private static Idx read(InputStream raw, long size, String name) throws IOException {
    byte[] magic = raw.readNBytes(2);
    boolean gzip = magic.length == 2 && ByteBuffer.wrap(magic).getChar() == GZIP;
    if (!gzip) {
      return readPlain(raw, magic, size, false, name);
    }
    try (var in = new GZIPInputStream(new Rejoined(magic, raw))) {
      return readPlain(in, in.readNBytes(2), size, true, name);
    } catch (EOFException e) {
      throw new DataException(
          name, "expected more compressed bytes, found the end. Copy the file again.", e);
    } catch (ZipException e) {
      throw new DataException(
          name, "expected gzip, found: " + e.getMessage() + ". Copy the file again.", e);
    }
  }

  private static Idx readPlain(InputStream in, byte[] magic, long size, boolean gzip, String name)
      throws IOException {
    byte[] codes = in.readNBytes(2);
    if (magic.length + codes.length < 4 || magic[0] != 0 || magic[1] != 0) {
      throw new DataException(
          name,
          "expected an IDX file, which begins with two zero bytes, the kind and the axes, found "
              + "another. Is it the right file?");
    }
    Kind kind = kind(codes[0], name);
    int axes = codes[1];
    byte[] sizes = in.readNBytes(axes >= 1 && axes <= MOST_AXES ? 4 * axes : 0);
    if (axes < 1 || sizes.length < 4 * axes || axes > MOST_AXES) {
      throw new DataException(
          name + ":3",
          "expected 1 to "
              + MOST_AXES
              + " axes and their sizes, found "
              + axes
              + ". Is it the right file?");
    }
    int[] shape = new int[axes];
    ByteBuffer.wrap(sizes).asIntBuffer().get(shape);
    long count = declared(shape, kind, name);
    long header = 4L + sizes.length;
    boolean fits = gzip ? header + count <= MOST_RATIO * size : header + count == size;
    if (!fits) {
      throw new DataException(
          name + ":4",
          "expected "
              + count
              + " bytes after the header for "
              + Arrays.toString(shape)
              + ", found "
              + (gzip ? size + " compressed ones in all" : String.valueOf(size - header))
              + ". The file is cut off or damaged; copy it again.");
    }
    byte[] bytes = new byte[(int) count];
    int read = in.readNBytes(bytes, 0, bytes.length);
    if (read < bytes.length || in.read() >= 0) {
      throw new DataException(
          name,
          "expected "
              + bytes.length
              + " bytes after the header, found "
              + (read < bytes.length ? read + "" : "more")
              + ". Copy the file again.");
    }
    return new Idx(name, kind, Shape.of(shape), bytes);
  }

  private static Kind kind(int code, String name) {
    for (Kind kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new DataException(
        name + ":2", "expected a kind of 8 to 14, found " + code + ". Is it the right file?");
  }

  private static long declared(int[] shape, Kind kind, String name) {
    long count = kind.size;
    for (int size : shape) {
      // A zero among huge sizes would make the product small again.
      long next = size < 0 ? -1 : count * Math.max(1, size);
      if (next < 0 || next > FileBytes.MOST) {
        throw new DataException(
            name + ":4",
            "expected sizes whose product is below 2 GiB, found "
                + Arrays.toString(shape)
                + ". The file is damaged; copy it again.");
      }
      count = next;
    }
    return Arrays.stream(shape).anyMatch(size -> size == 0) ? 0 : count;
  }

  /// What was read to see whether it is gzip, and the rest.
  private static final class Rejoined extends InputStream {

    private final byte[] first;
    private final InputStream rest;
    private int at;

    Rejoined(byte[] first, InputStream rest) {
      this.first = first;
      this.rest = rest;
    }

    @Override
    public int read() throws IOException {
      return at < first.length ? first[at++] & 0xff : rest.read();
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
      if (at < first.length && count > 0) {
        to[from] = first[at++];
        return 1;
      }
      return rest.read(to, from, count);
    }

    @Override
    public int available() throws IOException {
      return first.length - at + rest.available();
    }
  }

  /// Images in one array.
  private static final class Pictures implements Dataset {

    private final Idx images;
    private final int[] classes;
    private final List<String> labels;
    private final int height;
    private final int width;
    private final int channels;

    Pictures(Idx images, int[] classes, List<String> labels) {
      Shape shape = images.shape;
      int rank = shape.rank();
      boolean pictures = images.kind == Kind.UNSIGNED_BYTE && (rank == 3 || rank == 4);
      channels = rank == 4 ? shape.size(3) : 1;
      if (!pictures || shape.count() == 0 || channels > 4) {
        throw new DataException(
            images.name,
            "expected images, UNSIGNED_BYTE[count, height, width] or one axis more of 1 to 4"
                + " channels, found "
                + images.kind
                + shape
                + ". Are images and labels in the right order?");
      }
      this.images = images;
      this.classes = classes;
      this.labels = List.copyOf(labels);
      height = shape.size(1);
      width = shape.size(2);
    }

    @Override
    public int size() {
      return images.shape.size(0);
    }

    @Override
    public Sample get(int index) {
      int one = height * width * channels;
      byte[] pixels = Arrays.copyOfRange(images.bytes, index * one, (index + 1) * one);
      Tokens target = classes.length == 0 ? Tokens.of() : Tokens.one(classes[index]);
      return new Sample(
          new Image(height, width, channels, pixels), target, images.name + ":" + index);
    }

    @Override
    public List<String> labels() {
      return labels;
    }
  }
}
