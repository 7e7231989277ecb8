package lockstep.nn.data.download;

/// What is in a file.
public sealed interface Packing {

  /// The data, as readers take it.
  record Plain() implements Packing {}

  /// A tar archive in gzip that holds one folder, which is unpacked beside it.
  ///
  /// @param folder its name
  record TarGz(String folder) implements Packing {}
}
