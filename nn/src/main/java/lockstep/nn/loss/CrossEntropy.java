package lockstep.nn.loss;

import java.util.List;
import lockstep.kernels.softmax.CrossEntropyShape;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// For classes: the mean of `−log softmax(prediction)[label]`, from logits `[…, classes]` and
/// labels `[…]` (INT32).
///
/// @param smoothing how much of a label is spread over all classes, from 0 to 1
/// @param ignoredLabel the label of what does not count
public record CrossEntropy(float smoothing, int ignoredLabel) implements Loss {

  /// Cross-entropy as it is.
  public CrossEntropy() {
    this(0, CrossEntropyShape.NONE_IGNORED);
  }

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    Value labels = g.input(TARGET, DType.INT32, prediction.shape().without(-1));
    Node loss =
        g.add(
            new SoftmaxOp.CrossEntropy(smoothing, ignoredLabel, false),
            List.of(prediction, labels));
    return g.reshape(g.slice(loss.output(0), 0, 0, 1), Shape.scalar());
  }
}
