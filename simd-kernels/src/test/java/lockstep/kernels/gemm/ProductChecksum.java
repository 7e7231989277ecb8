package lockstep.kernels.gemm;

/// Prints a checksum over some products: run in JVMs of other vector widths.
public final class ProductChecksum {

  private ProductChecksum() {}

  /// Prints {@link #ofAll()}.
  public static void main(String[] arguments) {
    System.out.println(ofAll());
  }

  static String ofAll() {
    var sums = new StringBuilder();
    for (int t = 0; t < 4; t++) {
      // The end of the second's line reaches into the last part of the sixteen virtual lanes.
      for (int[] s : new int[][] {{31, 45, 290}, {1, 90, 77}}) {
        var shape = GemmShape.dense(s[0], s[1], s[2], (t & 1) != 0, (t & 2) != 0);
        sums.append(Integer.toHexString(new Product(shape, t).checksum())).append(' ');
      }
    }
    return sums.toString().strip();
  }
}
