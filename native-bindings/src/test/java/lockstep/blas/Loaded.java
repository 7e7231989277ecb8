package lockstep.blas;

import java.lang.foreign.SymbolLookup;
import org.junit.jupiter.api.Assumptions;

/// The OpenBLAS of this machine, or a skip that says why there is none.
final class Loaded {

  private Loaded() {}

  static OpenBlas openBlas() {
    return switch (Availability.find()) {
      case Availability.Present(var blas, var _) -> blas;
      case Availability.Absent absent -> Assumptions.abort(absent.sentence());
    };
  }

  /// The library as one that has batched products of its own, or as one that lacks them.
  static OpenBlas openBlas(boolean stridedBatches) {
    OpenBlas found = openBlas();
    Assumptions.assumeTrue(
        !stridedBatches
            || SymbolLookup.loaderLookup().find("cblas_sgemm_batch_strided").isPresent(),
        "this OpenBLAS has no cblas_sgemm_batch_strided");
    return new OpenBlas(found.config(), stridedBatches);
  }
}
