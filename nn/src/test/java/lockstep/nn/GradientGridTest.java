package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.kernels.gemm.Epilogue;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.run.reference.Doubles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient of every operation against differences of its reference, in double.
class GradientGridTest {

  /// The error of a central difference falls with its square and rounding rises as it falls: about
  /// 10⁻¹⁰ of either is left here.
  private static final double STEP = 1e-5;

  private static final double TOLERANCE = 1e-5;

  /// What is made only as the gradient of something else, and tried as that.
  private static final Map<Class<? extends Op>, Class<? extends Op>> GRADIENTS =
      Map.ofEntries(
          Map.entry(ProductOp.ConvWeightGradient.class, ProductOp.Conv2d.class),
          Map.entry(PoolOp.MaxPoolGradient.class, PoolOp.MaxPool.class),
          Map.entry(MapOp.UnaryGradient.class, MapOp.UnaryMap.class),
          Map.entry(MapOp.ShapedGradient.class, MapOp.ShapedMap.class),
          Map.entry(ReduceOp.MeanGradient.class, ReduceOp.Reduce.class),
          Map.entry(SoftmaxOp.SoftmaxGradient.class, SoftmaxOp.Softmax.class),
          Map.entry(SoftmaxOp.LogSoftmaxGradient.class, SoftmaxOp.LogSoftmax.class),
          Map.entry(SoftmaxOp.CrossEntropyGradient.class, SoftmaxOp.CrossEntropy.class),
          Map.entry(SoftmaxOp.SoftCrossEntropyGradient.class, SoftmaxOp.SoftCrossEntropy.class),
          Map.entry(NormOp.BatchNormGradient.class, NormOp.BatchNorm.class),
          Map.entry(NormOp.LayerNormGradient.class, NormOp.LayerNorm.class),
          Map.entry(NormOp.GroupNormGradient.class, NormOp.GroupNorm.class),
          Map.entry(NormOp.RmsNormGradient.class, NormOp.RmsNorm.class),
          Map.entry(MoveOp.PadGradient.class, MoveOp.Pad.class),
          Map.entry(AttentionOp.AttentionGradient.class, AttentionOp.Attention.class),
          Map.entry(CtcOp.CtcGradient.class, CtcOp.Ctc.class),
          Map.entry(RecurrentOp.LstmGradient.class, RecurrentOp.Lstm.class),
          Map.entry(RecurrentOp.GruGradient.class, RecurrentOp.Gru.class),
          Map.entry(RecurrentOp.RnnGradient.class, RecurrentOp.Rnn.class));

  static Stream<OpCase> smooth() {
    return OpCases.small().filter(each -> each.slope() == OpCase.Slope.SMOOTH);
  }

  static Stream<OpCase> flat() {
    return OpCases.small().filter(each -> each.slope() == OpCase.Slope.FLAT);
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void the_gradient_is_what_differences_say(OpCase each) {
    var graph = new CaseGraph(each);
    Map<String, Doubles> results = graph.run();
    assertThat(graph.learnt()).isNotEmpty();
    for (String name : graph.learnt()) {
      double[] said = numbers(results, "d" + name);
      double[] seen = differences(graph, numbers(graph.inputs(), name));
      double largest = Arrays.stream(seen).map(Math::abs).max().orElse(0);
      assertThat(largest).as("the largest slope of %s", name).isGreaterThan(1e-3);
      assertThat(said).as("d%s", name).hasSameSizeAs(seen);
      for (int i = 0; i < seen.length; i++) {
        assertThat(Math.abs(said[i] - seen[i]))
            .as("d%s[%d]: expected %s, got %s", name, i, seen[i], said[i])
            .isLessThanOrEqualTo(TOLERANCE * largest);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("flat")
  void a_step_has_no_slope(OpCase each) {
    var graph = new CaseGraph(each);
    Map<String, Doubles> results = graph.run();
    for (String name : graph.learnt()) {
      assertThat(numbers(results, "d" + name)).as("d%s", name).containsOnly(0);
      assertThat(differences(graph, numbers(graph.inputs(), name))).containsOnly(0);
    }
  }

  /// Of the sum, with respect to each of those numbers.
  private static double[] differences(CaseGraph graph, double[] x) {
    double[] seen = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double here = x[i];
      x[i] = here + STEP;
      double above = graph.loss();
      x[i] = here - STEP;
      double below = graph.loss();
      x[i] = here;
      seen[i] = (above - below) / (2 * STEP);
    }
    return seen;
  }

  private static double[] numbers(Map<String, Doubles> all, String name) {
    Doubles numbers = all.get(name);
    assertThat(numbers).as(name).isNotNull();
    return numbers == null ? new double[0] : numbers.values();
  }

  @Test
  void every_operation_has_a_case_or_is_the_gradient_of_one_that_has() {
    Set<Class<?>> tried =
        OpCases.small().map(each -> each.op().getClass()).collect(Collectors.toSet());
    for (Class<?> op : operations(Op.class).toList()) {
      Class<?> of = GRADIENTS.getOrDefault(op, op.asSubclass(Op.class));
      if (!LeafOp.class.isAssignableFrom(op)) {
        assertThat(tried)
            .as(
                "%s: expected a case. Add a line to the cases of its family in OpCases.",
                op.getSimpleName())
            .contains(of);
      }
    }
  }

  @Test
  void every_gradient_is_made_by_a_case_of_its_operation() {
    var made = new HashSet<List<Class<?>>>();
    smooth()
        .forEach(each -> {
          for (Node node : new CaseGraph(each).whole().nodes()) {
            made.add(List.of(node.op().getClass(), each.op().getClass()));
          }
        });
    GRADIENTS.forEach((gradient, of) -> assertThat(made).contains(List.of(gradient, of)));
  }

  @Test
  void only_updates_whole_numbers_and_what_rewrites_make_have_no_gradient() {
    List<String> without =
        OpCases.small()
            .filter(each -> each.slope() == OpCase.Slope.NONE)
            .filter(each -> !(each.op() instanceof UpdateOp || isFused(each.op())))
            .map(each -> each.op().name())
            .distinct()
            .sorted()
            .toList();
    assertThat(without).containsExactly("Argmax", "Cast", "OneHot");
  }

  /// Rewrites join products with what follows them, after gradients are made.
  private static boolean isFused(Op op) {
    return switch (op) {
      case ProductOp.MatMul product -> !product.epilogue().equals(Epilogue.NONE);
      case ProductOp.Conv2d conv -> !conv.epilogue().equals(Epilogue.NONE);
      case ProductOp.ConvTranspose conv -> !conv.epilogue().equals(Epilogue.NONE);
      case ProductOp.ConvWeightGradient gradient -> gradient.bias() != Epilogue.Bias.NONE;
      default -> false;
    };
  }

  private static Stream<Class<?>> operations(Class<?> family) {
    return family.isSealed()
        ? Arrays.stream(family.getPermittedSubclasses()).flatMap(GradientGridTest::operations)
        : Stream.of(family);
  }
}
