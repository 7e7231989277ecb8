package lockstep.nn.loss;

import java.util.ArrayList;
import java.util.List;
import lockstep.kernels.softmax.CrossEntropyShape;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// For classes: the mean of `−log softmax(prediction)[label]`, from logits `[…, classes]` and
/// labels `[…]` (INT32).
///
/// With class weights it is the mean weighted by that of each label.
///
/// @param smoothing how much of a label is spread over all classes, from 0 to 1
/// @param ignoredLabel the label of what does not count
/// @param classWeights how much each class counts; empty for all the same
public record CrossEntropy(float smoothing, int ignoredLabel, List<Float> classWeights)
    implements Loss {

  /// Copies the weights.
  public CrossEntropy {
    classWeights = List.copyOf(classWeights);
  }

  /// Cross-entropy as it is.
  public CrossEntropy() {
    this(0, CrossEntropyShape.NONE_IGNORED);
  }

  /// With all classes counting the same.
  public CrossEntropy(float smoothing, int ignoredLabel) {
    this(smoothing, ignoredLabel, List.of());
  }

  /// {@return this loss with a weight for each class}
  public CrossEntropy weighted(float... weights) {
    var list = new ArrayList<Float>();
    for (float weight : weights) {
      list.add(weight);
    }
    return new CrossEntropy(smoothing, ignoredLabel, list);
  }

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    g.expect(
        prediction.shape().rank() >= 1,
        "CrossEntropy",
        "logits […, classes]",
        prediction,
        "Reshape it.");
    Value labels = g.input(TARGET, DType.INT32, prediction.shape().without(-1));
    var operands = new ArrayList<>(List.of(prediction, labels));
    if (!classWeights.isEmpty()) {
      g.expect(
          prediction.shape().size(-1) == classWeights.size(),
          "CrossEntropy",
          "logits of the " + classWeights.size() + " classes that have weights",
          prediction,
          "Give each class a weight.");
      operands.add(g.constant(weights()));
    }
    Node loss =
        g.add(
            new SoftmaxOp.CrossEntropy(smoothing, ignoredLabel, !classWeights.isEmpty()), operands);
    return g.reshape(g.slice(loss.output(0), 0, 0, 1), Shape.scalar());
  }

  private Tensor weights() {
    Tensor tensor = Tensor.zeros(Shape.of(classWeights.size()), DType.FLOAT32);
    for (int i = 0; i < classWeights.size(); i++) {
      tensor.set(i, classWeights.get(i));
    }
    return tensor;
  }
}
