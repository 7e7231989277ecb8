package lockstep.nn.data.download;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A data set that others publish.
///
/// @param name the name of its folder
/// @param files what it consists of
public record Published(String name, List<RemoteFile> files) {

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  /// Checks the name and copies the files.
  public Published {
    requirePlainName("Published.name", name);
    files = List.copyOf(files);
  }

  /// {@return handwritten digits (LeCun, Cortes and Burges): 60,000 and 10,000 grey pictures of
  /// 28×28, as four idx files in gzip}
  public static Published mnist() {
    List<String> mirrors =
        List.of(
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            "https://ossci-datasets.s3.amazonaws.com/mnist/");
    return new Published(
        "mnist",
        List.of(
            plain(
                mirrors,
                TRAIN_IMAGES,
                9_912_422,
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            plain(
                mirrors,
                TRAIN_LABELS,
                28_881,
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            plain(
                mirrors,
                TEST_IMAGES,
                1_648_877,
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            plain(
                mirrors,
                TEST_LABELS,
                4_542,
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")));
  }

  /// {@return clothes (Zalando Research): 60,000 and 10,000 grey pictures of 28×28, as four idx
  /// files in gzip}
  public static Published fashionMnist() {
    List<String> mirrors =
        List.of(
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "https://storage.googleapis.com/cvdf-datasets/fashion-mnist/");
    return new Published(
        "fashion-mnist",
        List.of(
            plain(
                mirrors,
                TRAIN_IMAGES,
                26_421_880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            plain(
                mirrors,
                TRAIN_LABELS,
                29_515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            plain(
                mirrors,
                TEST_IMAGES,
                4_422_102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            plain(
                mirrors,
                TEST_LABELS,
                5_148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));
  }

  /// {@return photographs (Krizhevsky): 50,000 and 10,000 colour pictures of 32×32 in ten classes,
  /// as the six binary files of the folder `cifar-10-batches-bin`}
  public static Published cifar10() {
    // The checksum that its author publishes is MD5: c32a1d4ab5d03f1284b67883e8d87530.
    return new Published(
        "cifar10",
        List.of(
            new RemoteFile(
                "cifar-10-binary.tar.gz",
                170_052_171,
                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                List.of(
                    URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                    URI.create(
                        "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/cifar-10-binary.tar.gz")),
                new Packing.TarGz("cifar-10-batches-bin"))));
  }

  /// {@return those that are known by name}
  public static List<Published> all() {
    return List.of(mnist(), fashionMnist(), cifar10());
  }

  /// {@return the one of that name}
  ///
  /// @throws IllegalArgumentException if there is none, with the names there are
  public static Published named(String name) {
    return all().stream()
        .filter(each -> each.name.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "data: expected "
                    + all().stream().map(Published::name).collect(Collectors.joining(", "))
                    + ", got "
                    + name
                    + "."));
  }

  private static RemoteFile plain(List<String> mirrors, String name, long bytes, String sha256) {
    Stream<URI> addresses = mirrors.stream().map(mirror -> URI.create(mirror + name));
    return new RemoteFile(name, bytes, sha256, addresses.toList(), new Packing.Plain());
  }

  /// Names become files: none may lead elsewhere.
  static void requirePlainName(String where, String name) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          where + ": expected letters, digits, dots and dashes, got " + name + ".");
    }
  }
}
