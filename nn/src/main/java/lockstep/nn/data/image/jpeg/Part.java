package lockstep.nn.data.image.jpeg;

/// A component in a scan.
final class Part {

  final Component component;

  /// Of the first numbers of blocks; those of the others.
  final Codes first;

  final Codes others;

  /// How many blocks of it are in a unit of the scan.
  final int across;

  final int down;

  /// The first number of the last block: of the next, the difference stands in the file.
  int last;

  Part(Component component, Codes first, Codes others, int across, int down) {
    this.component = component;
    this.first = first;
    this.others = others;
    this.across = across;
    this.down = down;
  }
}
