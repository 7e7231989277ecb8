package lockstep.kernels.norm;

import java.util.stream.Stream;
import lockstep.kernels.KernelCase;

/// The norms that every promise of all rooms is tested on.
public final class NormCases {

  private NormCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(Norm.Kind.values())
        .flatMap(kind -> Stream.of(of(kind, 9, 45), of(kind, 519, 64), of(kind, 519, 67)));
  }

  private static KernelCase of(Norm.Kind kind, int rows, int columns) {
    return new KernelCase(
        "norm." + kind + " " + rows + "x" + columns,
        () -> {
          var norm = new Norm(kind, rows, columns, Norm.numbers(rows * columns, 1));
          return new KernelCase.Call(norm.out, norm::run);
        });
  }
}
