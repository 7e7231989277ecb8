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
      var shape = GemmShape.dense(31, 45, 290, (t & 1) != 0, (t & 2) != 0);
      sums.append(Integer.toHexString(new Product(shape, t).checksum())).append(' ');
    }
    return sums.toString().strip();
  }
}
