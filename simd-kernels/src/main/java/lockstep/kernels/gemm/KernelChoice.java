package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;
import lockstep.kernels.map.Activation;

/// Which way a product goes, by its shape. Each line cites its log.
final class KernelChoice {

  /// Bands of rows up to which a panel of B is best copied just before its use
  /// (`jmh/results/2026-11-21-2core-zen4-products.md`: 32×12544×288).
  private static final int FEW_BANDS = 3;

  /// Rows that repay the transpose of a result (`jmh/results/2026-11-21-2core-zen4-products.md`,
  /// 64×10×256).
  private static final int ROWS_TO_SWAP = 32;

  /// Columns up to which it pays where A is stored transposed; a full panel of two vectors goes its
  /// own way (`jmh/results/2026-11-23-2core-zen3-avx2.md`, 256×10×64tn).
  private static final int COLUMNS_TO_SWAP = Math.min(Transposition.SIZE, Tiles.WIDE - 1);

  /// Columns up to which it pays to transpose A as well, where it is not stored so and a square of
  /// it is transposed in registers (`jmh/results/2026-11-21-2core-zen4-products.md`, its last
  /// table: 64×10×256 and 128×10×512 are even; eight are unsteady, `jmh/lab`, 7). Elsewhere it
  /// never does (`jmh/results/2026-11-23-2core-zen3-avx2.md`, 64×5×256).
  private static final int FEW_COLUMNS = Transposition.IN_REGISTERS ? 7 : 0;

  /// Last columns up to which the same pays beside whole panels (the same tables: 768×65×128 and
  /// 768×74×128).
  private static final int FEW_LAST_COLUMNS = Transposition.IN_REGISTERS ? 4 : 0;

  /// Columns up to which the last ones are worth a way of their own.
  private static final int MOST_TO_SPLIT = 16 * Lanes.COUNT;

  private KernelChoice() {}

  static Way product(GemmShape shape, Batch batch, Activation activation, Blocks blocks, Run run) {
    if (shape.m() == 1 || shape.n() == 1) {
      return new MatrixVector(shape, batch, activation, run);
    }
    if (batch.count() != 1) {
      return new Batched(shape, batch, blocks, activation, run);
    }
    boolean tall = shape.m() >= ROWS_TO_SWAP && Swapped.IS_POSSIBLE;
    if (tall && isSwapped(shape)) {
      return new Swapped(shape, blocks, activation, run);
    }
    if (tall && isSplit(shape)) {
      return split(shape, activation, blocks, run);
    }
    if (Narrow.suits(shape)) {
      return new Narrow(shape, blocks, activation, run);
    }
    if (shape.m() <= FEW_BANDS * blocks.registers().rows) {
      return new Batched(shape, batch, blocks, activation, run);
    }
    return new Blocked(shape, blocks, activation, run);
  }

  private static boolean isSwapped(GemmShape shape) {
    if (shape.transA()) {
      return shape.n() <= COLUMNS_TO_SWAP;
    }
    boolean isRival = Transposition.IN_REGISTERS && !Narrow.suits(shape);
    return shape.n() <= (isRival ? Lanes.COUNT : FEW_COLUMNS);
  }

  private static boolean isSplit(GemmShape shape) {
    int rest = shape.n() % Tiles.WIDE;
    int most = shape.transA() ? Lanes.COUNT - 1 : FEW_LAST_COLUMNS;
    return rest != 0 && rest <= most && shape.n() > rest && shape.n() < MOST_TO_SPLIT;
  }

  private static Way split(GemmShape shape, Activation activation, Blocks blocks, Run run) {
    int rest = shape.n() % Tiles.WIDE;
    int columns = shape.n() - rest;
    var firstRun = new Run();
    var lastRun = new Run();
    return new Split(
        shape,
        columns,
        run,
        firstRun,
        product(Split.of(shape, columns), Batch.ONE, activation, blocks, firstRun),
        lastRun,
        new Swapped(Split.of(shape, rest), blocks, activation, lastRun));
  }
}
