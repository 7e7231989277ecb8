package lockstep.nn;

import static lockstep.nn.OpCase.x;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.gemm.Epilogue.Bias;
import lockstep.kernels.gemm.Epilogue.Residual;
import lockstep.kernels.map.Activation;
import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.ProductOp.MatMul;
import lockstep.nn.tensor.Shape;

/// Instances of {@link ProductOp}.
final class ProductCases {

  private static final ConvWindow UNEVEN = new ConvWindow(3, 2, 2, 1, 1, 2, 1, 0, 2, 1, 1);

  private ProductCases() {}

  static Stream<OpCase> small() {
    return Stream.concat(plain(), fused());
  }

  private static Stream<OpCase> plain() {
    return Stream.of(
        matMul(false, false, x(3, 5), x(5, 4)).sums(5),
        matMul(true, false, x(5, 3), x(5, 4)).sums(5),
        matMul(false, true, x(3, 5), x(4, 5)).sums(5),
        matMul(true, true, x(5, 3), x(4, 5)).sums(5),
        matMul(false, false, x(1, 1), x(1, 1)),
        // Of a batch, each with a B of its own, or one B for all.
        matMul(false, false, x(2, 3, 4), x(2, 4, 5)).sums(5),
        matMul(true, false, x(2, 4, 3), x(2, 4, 5)).sums(5),
        matMul(false, true, x(2, 3, 4), x(2, 5, 4)).sums(5),
        matMul(true, true, x(2, 4, 3), x(2, 5, 4)).sums(5),
        matMul(false, false, x(2, 2, 3, 4), x(2, 2, 4, 2)).sums(4),
        matMul(false, false, x(2, 3, 4), x(4, 5)).sums(6),
        matMul(true, false, x(2, 4, 3), x(4, 5)).sums(6),
        matMul(false, true, x(2, 3, 4), x(5, 4)).sums(6),
        matMul(true, true, x(2, 4, 3), x(5, 4)).sums(6),
        matMul(false, false, x(2, 2, 3, 4), x(4, 5)).sums(12),
        matMul(true, true, x(2, 2, 4, 3), x(5, 4)).sums(12),
        matMul(false, false, x(Shape.batch(4)), x(4, 5)).sums(5),
        matMul(false, true, x(Shape.batch(2, 4)), x(5, 4)).sums(6),
        matMul(false, false, x(Shape.batch(2, 4)), x(Shape.batch(4, 3))).sums(4),
        matMul(true, false, x(Shape.batch(4)), x(Shape.batch(5))).sums(5),
        OpCase.of(
                new ProductOp.ConvWeightGradient(ConvWindow.square(3, 1, 1), Bias.PER_COLUMN),
                x(Shape.batch(4, 5, 2)),
                x(Shape.batch(4, 5, 3)))
            .sums(60)
            .withoutGradient(),
        conv(ConvWindow.square(3, 1, 1), x(Shape.batch(4, 5, 2)), x(3, 3, 2, 3)).sums(60),
        conv(ConvWindow.square(1, 1, 0), x(2, 3, 3, 4), x(1, 1, 4, 5)).sums(18),
        conv(ConvWindow.square(3, 2, 1), x(1, 6, 5, 2), x(3, 3, 2, 3)).sums(27),
        conv(ConvWindow.square(3, 1, 0).grouped(2), x(1, 4, 4, 4), x(3, 3, 2, 6)).sums(27),
        conv(ConvWindow.square(3, 1, 1).grouped(3), x(1, 4, 4, 3), x(3, 3, 1, 3)).sums(16),
        conv(ConvWindow.square(3, 1, 1).grouped(3), x(1, 4, 4, 3), x(3, 3, 1, 6)).sums(18),
        conv(UNEVEN, x(2, 5, 4, 2), x(3, 2, 2, 3)).sums(30),
        conv(ConvWindow.sequence(3, 2, 2, 4, 0), x(2, 1, 9, 2), x(1, 3, 2, 3)).sums(20),
        mirror(ConvWindow.square(3, 2, 1), 5, 6, x(Shape.batch(3, 3, 2)), x(3, 3, 3, 2)).sums(27),
        mirror(ConvWindow.square(2, 2, 0), 4, 4, x(2, 2, 2, 3), x(2, 2, 2, 3)).sums(18),
        mirror(ConvWindow.square(3, 1, 0).grouped(2), 4, 4, x(1, 2, 2, 4), x(3, 3, 3, 4)).sums(27),
        mirror(UNEVEN, 5, 4, x(1, 2, 5, 2), x(3, 2, 3, 2)).sums(30));
  }

  static Stream<OpCase> large() {
    return Stream.of(
        matMul(false, false, x(67, 301), x(301, 130)).sums(301),
        matMul(true, true, x(4, 67, 129), x(4, 95, 67)).sums(129),
        matMul(false, true, x(7, 31, 65), x(66, 65)).sums(217),
        matMul(false, false, x(1000, 9), x(9, 11)).sums(1000),
        conv(ConvWindow.square(3, 1, 1), x(Shape.batch(17, 19, 16)), x(3, 3, 16, 33)).sums(969),
        conv(ConvWindow.square(5, 2, 2).grouped(4), x(2, 20, 21, 8), x(5, 5, 2, 16)).sums(250),
        conv(ConvWindow.square(3, 1, 1).grouped(32), x(2, 18, 18, 32), x(3, 3, 1, 32)).sums(648),
        mirror(ConvWindow.square(4, 2, 1), 16, 18, x(2, 8, 9, 24), x(4, 4, 12, 24)).sums(400));
  }

  /// What rewrites make of products, after gradients.
  private static Stream<OpCase> fused() {
    return Arrays.stream(Activation.values())
        .flatMap(activation -> Stream.concat(fusedProducts(activation), fusedImages(activation)))
        .map(OpCase::withoutGradient);
  }

  private static Stream<OpCase> fusedProducts(Activation activation) {
    var column = new Epilogue(Bias.PER_COLUMN, Residual.NONE, activation);
    var row = new Epilogue(Bias.PER_ROW, Residual.NONE, activation);
    var both = new Epilogue(Bias.PER_COLUMN, Residual.ADD, activation);
    var residual = new Epilogue(Bias.NONE, Residual.ADD, activation);
    OpCase.Operand batch = x(Shape.batch(2, 7));
    return Stream.of(
        OpCase.of(new MatMul(false, true, column), x(3, 5), x(7, 5), x(7)),
        OpCase.of(new MatMul(true, false, row), x(5, 3), x(5, 7), x(3)),
        OpCase.of(new MatMul(false, false, both), x(3, 5), x(5, 7), x(7), x(3, 7)),
        OpCase.of(new MatMul(false, false, residual), x(3, 5), x(5, 7), x(3, 7)),
        OpCase.of(new MatMul(false, false, both), x(Shape.batch(2, 5)), x(5, 7), x(7), batch),
        OpCase.of(new MatMul(false, false, row), x(2, 3, 5), x(2, 5, 7), x(3)),
        OpCase.of(new MatMul(false, false, row), x(2, 3, 5), x(5, 7), x(3)),
        OpCase.of(new MatMul(true, false, both), x(2, 5, 3), x(5, 7), x(7), x(2, 3, 7)));
  }

  private static Stream<OpCase> fusedImages(Activation activation) {
    var column = new Epilogue(Bias.PER_COLUMN, Residual.NONE, activation);
    var both = new Epilogue(Bias.PER_COLUMN, Residual.ADD, activation);
    var padded = ConvWindow.square(3, 1, 1);
    OpCase.Operand images = x(1, 4, 5, 4);
    return Stream.of(
        OpCase.of(
                new ProductOp.Conv2d(padded, column), x(Shape.batch(4, 5, 2)), x(3, 3, 2, 3), x(3))
            .sums(18),
        OpCase.of(
                new ProductOp.Conv2d(padded.grouped(2), both),
                images,
                x(3, 3, 2, 6),
                x(6),
                x(1, 4, 5, 6))
            .sums(18),
        OpCase.of(
            new ProductOp.Conv2d(padded.grouped(4), both), images, x(3, 3, 1, 4), x(4), images),
        OpCase.of(
                new ProductOp.ConvTranspose(padded, 4, 5, both),
                x(2, 4, 5, 3),
                x(3, 3, 2, 3),
                x(2),
                x(2, 4, 5, 2))
            .sums(27));
  }

  private static OpCase matMul(boolean transA, boolean transB, OpCase.Operand a, OpCase.Operand b) {
    return OpCase.of(new ProductOp.MatMul(transA, transB, Epilogue.NONE), a, b);
  }

  private static OpCase conv(ConvWindow window, OpCase.Operand x, OpCase.Operand weights) {
    return OpCase.of(new ProductOp.Conv2d(window, Epilogue.NONE), x, weights);
  }

  private static OpCase mirror(
      ConvWindow window, int height, int width, OpCase.Operand y, OpCase.Operand weights) {
    return OpCase.of(new ProductOp.ConvTranspose(window, height, width, Epilogue.NONE), y, weights);
  }
}
