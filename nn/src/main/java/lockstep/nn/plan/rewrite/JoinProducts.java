package lockstep.nn.plan.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Activation;
import lockstep.kernels.map.Binary;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// A product or convolution, the bias and the residual that are added to it and the activation
/// function after that become one operation, which finishes its results before they leave the
/// cache.
///
/// Only what nobody else reads is joined. In training the gradient of GELU and SiLU reads their
/// argument, so those stay; that of ReLU, tanh and sigmoid reads the result.
public record JoinProducts() implements Rewrite {

  @Override
  public Graph apply(Graph graph) {
    var uses = new Uses(graph);
    Map<Node, Chain> byLast = new HashMap<>();
    Set<Node> joined = new HashSet<>();
    // The last first: of two products that are added, the later one finds the other's result done.
    for (Node node : graph.nodes().reversed()) {
      epilogue(node)
          .map(epilogue -> new Chain(node, epilogue, uses, joined))
          .filter(Chain::isLonger)
          .ifPresent(chain -> {
            joined.addAll(chain.nodes);
            byLast.put(chain.last(), chain);
          });
    }
    var rebuild = new GraphRebuild(graph);
    for (Node node : graph.nodes()) {
      Chain chain = byLast.get(node);
      if (chain != null) {
        Node product =
            rebuild.add(chain.op(), rebuild.now(chain.operands()), chain.first().origin());
        rebuild.stand(node.output(0), product.output(0));
      } else if (!joined.contains(node)) {
        rebuild.keep(node);
      }
    }
    return rebuild.build();
  }

  private static Optional<Epilogue> epilogue(Node node) {
    return switch (node.op()) {
      case ProductOp.MatMul(_, _, var epilogue) -> Optional.of(epilogue);
      case ProductOp.Conv2d(_, var epilogue) -> Optional.of(epilogue);
      case ProductOp.ConvTranspose(_, _, _, var epilogue) -> Optional.of(epilogue);
      default -> Optional.empty();
    };
  }

  /// A product and the nodes after it that it takes over.
  private static final class Chain {

    private final Uses uses;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Value> bias = new ArrayList<>();
    private final List<Value> residual = new ArrayList<>();
    private Epilogue.Bias biasKind;
    private Activation activation;

    Chain(Node product, Epilogue epilogue, Uses uses, Set<Node> taken) {
      this.uses = uses;
      biasKind = epilogue.bias();
      activation = epilogue.activation();
      int next = 2;
      if (biasKind != Epilogue.Bias.NONE) {
        bias.add(product.input(next++));
      }
      if (epilogue.residual() == Epilogue.Residual.ADD) {
        residual.add(product.input(next));
      }
      nodes.add(product);
      boolean grows = true;
      while (grows) {
        grows =
            uses.onlyReader(last().output(0))
                .filter(reader -> !taken.contains(reader) && canWait(reader) && take(reader))
                .isPresent();
      }
    }

    Node first() {
      return nodes.getFirst();
    }

    Node last() {
      return nodes.getLast();
    }

    boolean isLonger() {
      return nodes.size() > 1;
    }

    /// Whether the product may run as late as that.
    private boolean canWait(Node until) {
      var operands = new ArrayList<>(first().inputs());
      operands.addAll(bias);
      operands.addAll(residual);
      return operands.stream().allMatch(v -> uses.holds(v, first().id(), until.id()));
    }

    private boolean take(Node reader) {
      boolean fits =
          activation == Activation.NONE
              && switch (reader.op()) {
                case MapOp.BinaryMap(var function) when function == Binary.ADD -> add(reader);
                case MapOp.UnaryMap(var function) ->
                    Arrays.stream(Activation.values())
                        .filter(each -> each.unary().equals(Optional.of(function)))
                        .findFirst()
                        .map(each -> activation = each)
                        .isPresent();
                default -> false;
              };
      if (fits) {
        nodes.add(reader);
      }
      return fits;
    }

    private boolean add(Node reader) {
      Value sum = last().output(0);
      Value other = reader.input(reader.input(0).equals(sum) ? 1 : 0);
      boolean sameShape = reader.output(0).shape().equals(sum.shape());
      Shape row = Shape.of(0).withAxisOf(0, sum.shape(), -1);
      if (sameShape && other.shape().equals(row) && bias.isEmpty()) {
        bias.add(other);
        biasKind = Epilogue.Bias.PER_COLUMN;
        return true;
      }
      if (sameShape && other.shape().equals(sum.shape()) && residual.isEmpty()) {
        residual.add(other);
        return true;
      }
      return false;
    }

    ProductOp op() {
      var epilogue =
          new Epilogue(
              biasKind,
              residual.isEmpty() ? Epilogue.Residual.NONE : Epilogue.Residual.ADD,
              activation);
      return switch (first().op()) {
        case ProductOp.MatMul(var transA, var transB, _) ->
            new ProductOp.MatMul(transA, transB, epilogue);
        case ProductOp.Conv2d(var window, _) -> new ProductOp.Conv2d(window, epilogue);
        case ProductOp.ConvTranspose(var window, var height, var width, _) ->
            new ProductOp.ConvTranspose(window, height, width, epilogue);
        default -> throw new AssertionError("a chain begins with a product");
      };
    }

    List<Value> operands() {
      var operands = new ArrayList<>(first().inputs().subList(0, 2));
      operands.addAll(bias);
      operands.addAll(residual);
      return operands;
    }
  }
}
