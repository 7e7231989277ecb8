package lockstep.kernels.gemm;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.blas.Availability;
import lockstep.blas.OpenBlas;

/// Who computes matrix products: those of dense layers, not those inside convolutions, recurrent
/// layers and attention, which are always our own.
public enum Backend {
  /// Our own kernels: the same bits on every machine and for any number of threads.
  SIMD,
  /// OpenBLAS: bits that depend on its release, the processor and the number of threads.
  OPENBLAS,
  /// Of each product the faster one, found out while it runs: bits that may differ from run to run.
  AUTO;

  /// {@return its name as it is spelled}
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// {@return the backend of that name}
  ///
  /// @throws IllegalArgumentException if there is none, with the names there are
  public static Backend of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "backend: expected "
                    + Arrays.stream(values()).map(Backend::text).collect(Collectors.joining(", "))
                    + ", got `"
                    + name
                    + "`."));
  }

  /// Checks that it can be used in this process.
  ///
  /// @throws IllegalStateException if it needs OpenBLAS and there is none, with what was tried and
  ///   what to do
  public void require() {
    if (this == OPENBLAS) {
      openBlas();
    }
  }

  /// {@return a batch of products of that shape, which `epilogue` finishes}
  ///
  /// @throws IllegalStateException if OpenBLAS is wanted and there is none
  public MatrixProduct product(GemmShape shape, Batch batch, Epilogue epilogue) {
    return switch (this) {
      case SIMD -> Gemm.of(shape, batch, epilogue);
      case OPENBLAS -> GemmBlas.of(openBlas(), shape, batch, epilogue);
      case AUTO ->
          switch (Availability.find()) {
            case Availability.Absent _ -> Gemm.of(shape, batch, epilogue);
            case Availability.Present(var blas, _) ->
                new GemmFaster(
                    Gemm.of(shape, batch, epilogue), GemmBlas.of(blas, shape, batch, epilogue));
          };
    };
  }

  private static OpenBlas openBlas() {
    return switch (Availability.find()) {
      case Availability.Present(var blas, _) -> blas;
      case Availability.Absent absent ->
          throw new IllegalStateException(
              "backend: expected OpenBLAS in this process. " + absent.sentence());
    };
  }
}
