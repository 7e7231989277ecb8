package lockstep.kernels;

import java.util.stream.Stream;

/// The cases of all rooms. A room adds its own in one line.
final class KernelCases {

  private KernelCases() {}

  static Stream<KernelCase> all() {
    return Stream.of(
            lockstep.kernels.gemm.GemmCases.all(),
            lockstep.kernels.norm.NormCases.all(),
            lockstep.kernels.softmax.SoftmaxCases.all())
        .flatMap(cases -> cases);
  }
}
