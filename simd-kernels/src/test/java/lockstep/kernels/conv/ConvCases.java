package lockstep.kernels.conv;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;
import lockstep.kernels.map.Activation;

/// The convolutions that every promise of all rooms is tested on.
public final class ConvCases {

  private ConvCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(
            // Whole vectors of channels: what the usual networks have.
            ConvShape.of(2, 8, 8, 64, 96, 3, 1, 1),
            ConvShape.of(3, 9, 13, 48, 80, 3, 1, 0),
            ConvShape.of(2, 7, 9, 64, 96, 3, 1, 1),
            ConvShape.of(2, 10, 9, 32, 144, 3, 1, 1),
            ConvShape.of(2, 9, 8, 32, 48, 5, 1, 2),
            ConvShape.of(2, 9, 8, 24, 48, 3, 1, 1),
            ConvShape.same(2, 14, 14, 16, 32, 3, 2),
            ConvShape.of(3, 9, 10, 5, 85, 3, 1, 1),
            ConvShape.of(2, 14, 15, 67, 65, 3, 2, 1),
            ConvShape.of(2, 26, 25, 3, 34, 5, 2, 2),
            ConvShape.of(3, 24, 23, 67, 37, 1, 1, 0),
            ConvShape.of(19, 8, 9, 16, 64, 5, 1, 0),
            ConvShape.of(3, 9, 9, 288, 48, 3, 2, 1),
            ConvShape.of(2, 8, 8, 6, 70, 3, 1, 2).dilated(2, 2).grouped(2),
            ConvShape.depthwise(2, 12, 13, 85, 3, 1, 1),
            ConvShape.depthwise(40, 10, 10, 40, 3, 1, 1),
            ConvShape.depthwise(1, 19, 18, 33, 5, 2, 2))
        .flatMap(shape -> Stream.of(forward(shape), inputGradient(shape), weightGradient(shape)));
  }

  private static float[] numbers(long count, long seed) {
    return ConvProblem.numbers(count, new Random(seed));
  }

  private static KernelCase forward(ConvShape shape) {
    return new KernelCase(
        "conv.ConvForward " + shape,
        () -> {
          var x = Guarded.of(numbers(shape.inFloats(), 1));
          var weights = Guarded.of(numbers(shape.weightFloats(), 2));
          var bias = Guarded.of(numbers(shape.outChannels(), 3));
          var residual = Guarded.of(numbers(shape.outFloats(), 4));
          var y = ConvProblem.unwritten(shape.outFloats());
          var kernel = ConvForward.of(shape, Activation.RELU);
          var scratch = ConvProblem.scratch(kernel.scratchBytes(ConvProblem.THREADS));
          return new KernelCase.Call(
              y,
              parallel ->
                  kernel.run(
                      parallel,
                      x.address(),
                      weights.address(),
                      bias.address(),
                      residual.address(),
                      y.address(),
                      scratch.address()));
        });
  }

  private static KernelCase inputGradient(ConvShape shape) {
    return new KernelCase(
        "conv.ConvInputGradient " + shape,
        () -> {
          var dy = Guarded.of(numbers(shape.outFloats(), 1));
          var weights = Guarded.of(numbers(shape.weightFloats(), 2));
          var dx = ConvProblem.unwritten(shape.inFloats());
          var kernel = ConvInputGradient.of(shape);
          var scratch = ConvProblem.scratch(kernel.scratchBytes(ConvProblem.THREADS));
          return new KernelCase.Call(
              dx,
              parallel ->
                  kernel.run(
                      parallel, dy.address(), weights.address(), dx.address(), scratch.address()));
        });
  }

  /// One output: the weights' gradient, with the bias' behind it.
  private static KernelCase weightGradient(ConvShape shape) {
    return new KernelCase(
        "conv.ConvWeightGradient " + shape,
        () -> {
          var x = Guarded.of(numbers(shape.inFloats(), 1));
          var dy = Guarded.of(numbers(shape.outFloats(), 2));
          var gradients = ConvProblem.unwritten(shape.weightFloats() + shape.outChannels());
          var kernel = ConvWeightGradient.of(shape);
          var scratch = ConvProblem.scratch(kernel.scratchBytes(ConvProblem.THREADS));
          return new KernelCase.Call(
              gradients,
              parallel ->
                  kernel.run(
                      parallel,
                      x.address(),
                      dy.address(),
                      gradients.address(),
                      gradients.address() + shape.weightFloats() * Float.BYTES,
                      scratch.address()));
        });
  }
}
