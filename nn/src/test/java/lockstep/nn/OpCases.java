package lockstep.nn;

import java.util.stream.Stream;

/// Every operation, in a few instances: an operation without one fails {@link GradientGridTest}.
final class OpCases {

  private OpCases() {}

  /// {@return instances small enough for differences}
  static Stream<OpCase> small() {
    return Stream.of(
            ProductCases.small(),
            PoolCases.small(),
            MapCases.small(),
            ReduceCases.small(),
            SoftmaxCases.small(),
            NormCases.small(),
            MoveCases.small(),
            AttentionCases.small(),
            CtcCases.small(),
            RecurrentCases.small(),
            RandomCases.small(),
            UpdateCases.small())
        .flatMap(cases -> cases);
  }

  /// {@return instances large enough that kernels split them among threads}
  static Stream<OpCase> large() {
    return Stream.of(
            ProductCases.large(),
            PoolCases.large(),
            MapCases.large(),
            ReduceCases.large(),
            SoftmaxCases.large(),
            NormCases.large(),
            MoveCases.large(),
            AttentionCases.large(),
            CtcCases.large(),
            RecurrentCases.large(),
            RandomCases.large(),
            UpdateCases.large())
        .flatMap(cases -> cases);
  }
}
