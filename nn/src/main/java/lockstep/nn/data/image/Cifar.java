package lockstep.nn.data.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// The binary files of CIFAR-10 and CIFAR-100: records of one or two class bytes and 3,072 pixels,
/// all red ones first.
public final class Cifar implements Dataset {

  private static final List<String> TEN =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int PIXELS = 3 * PLANE;

  private final List<Part> parts;
  private final List<String> labels;
  private final int size;

  private Cifar(List<Part> parts, List<String> labels) {
    this.parts = parts;
    this.labels = labels;
    size = parts.stream().mapToInt(part -> part.classes.length).sum();
  }

  /// Which of the two classes of an image in CIFAR-100 is meant.
  public enum Classes {
    /// 100 of them.
    FINE,
    /// 20 of them.
    COARSE
  }

  /// {@return the 50,000 images to train on in CIFAR-10's folder}
  ///
  /// @throws DataException if a file of it is missing or damaged
  public static Cifar tenToTrain(Path folder) {
    return ten(
        IntStream.rangeClosed(1, 5)
            .mapToObj(batch -> folder.resolve("data_batch_" + batch + ".bin"))
            .toList());
  }

  /// {@return the 10,000 images to test on in CIFAR-10's folder}
  ///
  /// @throws DataException if the file is missing or damaged
  public static Cifar tenToTest(Path folder) {
    return ten(List.of(folder.resolve("test_batch.bin")));
  }

  /// {@return the images in files of CIFAR-10, one after the other}
  ///
  /// @throws DataException if one is missing or damaged
  public static Cifar ten(List<Path> batches) {
    var parts = new ArrayList<Part>();
    for (Path batch : batches) {
      String name = FileBytes.name(batch);
      parts.add(part(FileBytes.read(batch, name), 1, 0, TEN.size(), name));
    }
    return new Cifar(parts, TEN);
  }

  /// {@return the images in a file of CIFAR-100, `train.bin` or `test.bin`; classes are called by
  /// their numbers}
  ///
  /// @throws DataException if it is missing or damaged
  public static Cifar hundred(Path file, Classes classes) {
    String name = FileBytes.name(file);
    return hundred(FileBytes.read(file, name), classes, name);
  }

  static Cifar ten(byte[] file, String name) {
    return new Cifar(List.of(part(file, 1, 0, TEN.size(), name)), TEN);
  }

  static Cifar hundred(byte[] file, Classes classes, String name) {
    boolean fine = classes == Classes.FINE;
    int count = fine ? 100 : 20;
    return new Cifar(
        List.of(part(file, 2, fine ? 1 : 0, count, name)),
        IntStream.range(0, count).mapToObj(String::valueOf).toList());
  }

  /// A file in memory, its pixels interleaved.
  private static final class Part {

    private final String name;
    private final byte[] pixels;
    private final int[] classes;

    Part(String name, byte[] pixels, int[] classes) {
      this.name = name;
      this.pixels = pixels;
      this.classes = classes;
    }
  }

  private static Part part(byte[] file, int classBytes, int classByte, int classes, String name) {
    int record = classBytes + PIXELS;
    if (file.length == 0 || file.length % record != 0) {
      throw new DataException(
          name,
          "expected records of "
              + record
              + " bytes, found "
              + file.length
              + " bytes. The file is cut off, or not the binary version; copy it again.");
    }
    int[] targets = new int[file.length / record];
    byte[] pixels = new byte[targets.length * PIXELS];
    for (int i = 0; i < targets.length; i++) {
      int at = i * record;
      targets[i] = file[at + classByte] & 0xff;
      if (targets[i] >= classes) {
        throw new DataException(
            name,
            "expected a class below "
                + classes
                + " at byte "
                + (at + classByte)
                + ", found "
                + targets[i]
                + ". Is it the right file?");
      }
      interleave(file, at + classBytes, pixels, i * PIXELS);
    }
    return new Part(name, pixels, targets);
  }

  private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
    for (int i = 0; i < PLANE; i++) {
      pixels[to + 3 * i] = planes[from + i];
      pixels[to + 3 * i + 1] = planes[from + PLANE + i];
      pixels[to + 3 * i + 2] = planes[from + 2 * PLANE + i];
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Sample get(int index) {
    int rest = index;
    for (Part part : parts) {
      if (rest < part.classes.length) {
        byte[] pixels = Arrays.copyOfRange(part.pixels, rest * PIXELS, (rest + 1) * PIXELS);
        return new Sample(
            new Image(SIDE, SIDE, 3, pixels),
            Tokens.one(part.classes[rest]),
            part.name + ":" + rest);
      }
      rest -= part.classes.length;
    }
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
