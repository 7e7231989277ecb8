package lockstep.nn.loss;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// For classes with a distribution as target, such as mixtures of examples or what another model
/// says: the mean of `−Σ target·log softmax(prediction)`, both `[…, classes]`.
public record SoftCrossEntropy() implements Loss {

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    Value target = g.input(TARGET, DType.FLOAT32, prediction.shape());
    Node loss = g.add(new SoftmaxOp.SoftCrossEntropy(), List.of(prediction, target));
    return g.reshape(g.slice(loss.output(0), 0, 0, 1), Shape.scalar());
  }
}
