package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;

/// How a product is cut, by the registers and caches of the processor.
///
/// @param rows the rows of a tile of C
/// @param columns the columns of a tile of C: two vectors
/// @param depth steps of depth between two visits of C: a tile's panels of A and B then stay in the
///   first-level cache
/// @param width columns of B that are packed at once: with `depth` they fill most of the
///   second-level cache
record Blocks(int rows, int columns, int depth, int width) {

  private static final int MANY_REGISTERS = 32;

  /// The blocks for this process's lanes. They change no bit of a result.
  static final Blocks HERE = of(Lanes.COUNT, registers());

  static Blocks of(int lanes, int registers) {
    int columns = 2 * lanes;
    // 384 KiB of B where a core has 512 KiB, as on AMD's; 1.5 MiB where AVX-512 comes with 2 MiB.
    return registers >= MANY_REGISTERS
        ? new Blocks(Tile14x2.ROWS, columns, 384, 1024 / columns * columns)
        : new Blocks(Tile6x2.ROWS, columns, 256, 384 / columns * columns);
  }

  private static int registers() {
    boolean manyOnX86 = Lanes.hardwareBits() >= 512;
    boolean arm = System.getProperty("os.arch", "").equals("aarch64");
    return manyOnX86 || arm ? MANY_REGISTERS : MANY_REGISTERS / 2;
  }
}
