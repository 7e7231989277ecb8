package lockstep.kernels;

import java.util.stream.Stream;

/// The cases of all rooms. A room adds its own in one line.
final class KernelCases {

  private KernelCases() {}

  static Stream<KernelCase> all() {
    return Stream.of(
            lockstep.kernels.gemm.GemmCases.all(),
            lockstep.kernels.attention.AttentionCases.all(),
            lockstep.kernels.conv.ConvCases.all(),
            lockstep.kernels.ctc.CtcCases.all(),
            lockstep.kernels.map.MapCases.all(),
            lockstep.kernels.move.MoveCases.all(),
            lockstep.kernels.norm.NormCases.all(),
            lockstep.kernels.peak.PeakCases.all(),
            lockstep.kernels.pool.PoolCases.all(),
            lockstep.kernels.random.RandomCases.all(),
            lockstep.kernels.recurrent.RecurrentCases.all(),
            lockstep.kernels.reduce.ReduceCases.all(),
            lockstep.kernels.softmax.SoftmaxCases.all(),
            lockstep.kernels.update.UpdateCases.all())
        .flatMap(cases -> cases);
  }
}
