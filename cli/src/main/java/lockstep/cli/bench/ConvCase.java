package lockstep.cli.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import lockstep.kernels.Parallel;
import lockstep.kernels.conv.ConvForward;
import lockstep.kernels.conv.ConvInputGradient;
import lockstep.kernels.conv.ConvShape;
import lockstep.kernels.conv.ConvWeightGradient;
import lockstep.kernels.map.Activation;
import lockstep.kernels.peak.Peak;
import lockstep.nn.json.Json;

/// One convolution to be timed, in all directions in turn.
///
/// @param name how it is called: a network and a layer of it
/// @param shape the convolution
public record ConvCase(String name, ConvShape shape) {

  private static final List<ConvCase> ALL =
      List.of(
          new ConvCase("resnet20-16ch-32", ConvShape.of(64, 32, 32, 16, 16, 3, 1, 1)),
          new ConvCase("resnet20-32ch-16", ConvShape.of(64, 16, 16, 32, 32, 3, 1, 1)),
          new ConvCase("resnet20-64ch-8", ConvShape.of(64, 8, 8, 64, 64, 3, 1, 1)),
          new ConvCase("resnet18-first-224", ConvShape.of(8, 224, 224, 3, 64, 7, 2, 3)),
          new ConvCase("resnet18-64ch-56", ConvShape.of(8, 56, 56, 64, 64, 3, 1, 1)),
          new ConvCase("resnet18-128ch-28", ConvShape.of(8, 28, 28, 128, 128, 3, 1, 1)),
          new ConvCase("resnet18-256ch-14", ConvShape.of(16, 14, 14, 256, 256, 3, 1, 1)),
          new ConvCase("resnet18-512ch-7", ConvShape.of(32, 7, 7, 512, 512, 3, 1, 1)),
          new ConvCase("resnet-1x1-256to64-56", ConvShape.of(8, 56, 56, 256, 64, 1, 1, 0)),
          new ConvCase("mobilenet-1x1-128-28", ConvShape.of(16, 28, 28, 128, 128, 1, 1, 0)),
          new ConvCase("lenet-1to32-28", ConvShape.of(64, 28, 28, 1, 32, 5, 1, 2)),
          new ConvCase("lenet-32to64-14", ConvShape.of(64, 14, 14, 32, 64, 5, 1, 2)));

  /// What is computed.
  public enum Direction {
    /// y from x and the weights.
    FORWARD,
    /// The gradient of x.
    INPUT_GRADIENT,
    /// The gradient of the weights.
    WEIGHT_GRADIENT;

    /// {@return its name in a result}
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What was measured.
  ///
  /// @param name the case's name
  /// @param direction what was computed
  /// @param threads how many threads computed it
  /// @param gflops the rate, in 10⁹ operations a second, taps in the padding counted
  /// @param peakGflops the rate of fused multiply-adds alone
  public record Result(
      String name, Direction direction, int threads, double gflops, double peakGflops) {

    /// {@return the part of the peak that was reached}
    public double peakShare() {
      return gflops / peakGflops;
    }

    /// {@return this result as one object}
    public Json.Fields json() {
      return Json.object()
          .with("name", name)
          .with("direction", direction.text())
          .with("threads", threads)
          .with("gflops", rounded(gflops))
          .with("peak_gflops", rounded(peakGflops))
          .with("peak_share", rounded(peakShare()));
    }

    private static double rounded(double value) {
      return Math.round(value * 1000) / 1000.0;
    }
  }

  /// {@return every case, in the order in which they are measured}
  public static List<ConvCase> all() {
    return ALL;
  }

  /// {@return the cases of these names, in their order; all for no name}
  ///
  /// @throws IllegalArgumentException if a name is none of a case
  public static List<ConvCase> named(List<String> names) {
    var cases = new ArrayList<ConvCase>();
    for (String name : names) {
      cases.add(
          ALL.stream()
              .filter(each -> each.name.equals(name.strip()))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "expected some of " + names() + "; got '" + name + "'")));
    }
    return cases.isEmpty() ? ALL : cases;
  }

  private static String names() {
    return ALL.stream().map(ConvCase::name).collect(Collectors.joining(", "));
  }

  /// Times every direction on that many threads.
  public List<Result> measure(int threads) {
    Parallel parallel = Parallel.of(threads, Parallel.Idle.SPIN);
    var forward = ConvForward.of(shape, Activation.NONE);
    var inputGradient = ConvInputGradient.of(shape);
    var weightGradient = ConvWeightGradient.of(shape);
    try (Arena arena = Arena.ofShared()) {
      var random = new SplittableRandom(1);
      long x = random(arena, shape.inFloats(), random);
      long weights = random(arena, shape.weightFloats(), random);
      long dy = random(arena, shape.outFloats(), random);
      long y = arena.allocate(shape.outFloats() * Float.BYTES, 64).address();
      long dx = arena.allocate(shape.inFloats() * Float.BYTES, 64).address();
      long dweights = arena.allocate(shape.weightFloats() * Float.BYTES, 64).address();
      long bytes =
          Math.max(
              forward.scratchBytes(threads),
              Math.max(inputGradient.scratchBytes(threads), weightGradient.scratchBytes(threads)));
      long scratch = arena.allocate(Math.max(64, bytes), 64).address();
      double peak = Peak.gflops(threads);
      double[] rates =
          InTurn.rates(
              List.of(
                  () ->
                      forward.run(
                          parallel, x, weights, ConvForward.ABSENT, ConvForward.ABSENT, y, scratch),
                  () -> inputGradient.run(parallel, dy, weights, dx, scratch),
                  () ->
                      weightGradient.run(parallel, x, dy, dweights, ConvForward.ABSENT, scratch)));
      var results = new ArrayList<Result>();
      int next = 0;
      for (Direction direction : Direction.values()) {
        double rate = rates[next++] * shape.operations();
        results.add(new Result(name, direction, threads, rate, peak));
      }
      return results;
    }
  }

  private static long random(Arena arena, long floats, SplittableRandom random) {
    MemorySegment segment = arena.allocate(floats * Float.BYTES, 64);
    for (long i = 0; i < floats; i++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextDouble(-1, 1));
    }
    return segment.address();
  }
}
