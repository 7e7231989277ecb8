package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.kernels.map.Unary;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class DeadNodesTest {

  @Test
  void only_outputs_changes_and_what_they_need_stay() {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    Value x = g.input("x", DType.FLOAT32, Shape.batch(4));
    g.input("unused", DType.FLOAT32, Shape.batch(4));
    Value sum = g.state("sum", Shape.of(2), Initializer.zeros());
    Value one = g.map(Unary.EXP, g.fill(1, Shape.of(2)));
    g.add(new UpdateOp.Accumulate(), List.of(sum, one));
    g.map(Unary.ABS, g.map(Unary.EXP, x));
    g.output("y", g.map(Unary.SQUARE, x));
    Graph graph = g.build();
    Graph rewritten = new DeadNodes().apply(graph);
    assertThat(rewritten.nodes().stream().map(node -> node.op().getClass().getSimpleName()))
        .containsExactly(
            "Input", "Input", "Variable", "Fill", "UnaryMap", "Accumulate", "UnaryMap");
    BothWays.expectSameBits(graph, rewritten);
  }
}
