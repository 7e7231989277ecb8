package lockstep.jmh;

import lockstep.blas.Availability;
import lockstep.blas.OpenBlas;

/// OpenBLAS for a benchmark, which has nothing to measure without it.
final class RequiredBlas {

  private RequiredBlas() {}

  static OpenBlas find() {
    return switch (Availability.find()) {
      case Availability.Present(var blas, _) -> blas;
      case Availability.Absent absent -> throw new IllegalStateException(absent.sentence());
    };
  }
}
