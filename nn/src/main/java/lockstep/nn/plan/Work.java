package lockstep.nn.plan;

import java.util.function.Predicate;
import lockstep.kernels.attention.AttentionShape;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Mutation;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// How much a node has to do: for profiles and summaries.
///
/// @param operations the multiplications and additions of its products, a multiply-add counting as
///   two, taps in the padding of a convolution counted and keys that a causal query never sees not.
///   0 where it makes no products: what bounds it then is memory
/// @param bytes what it reads and writes, every operand counted once
public record Work(double operations, long bytes) {

  private static final Work NONE = new Work(0, 0);

  /// Of the two products of attention forward; backward has five, as it makes the scores again.
  private static final double ATTENTION_GRADIENT = 2.5;

  /// A product has a gradient for each of its two operands.
  private static final double RECURRENT_GRADIENT = 2;

  private static final int LSTM_GATES = 4;
  private static final int GRU_GATES = 3;

  /// {@return the work of a node of a plan}
  public static Work of(Plan plan, Node node) {
    return of(node, plan.batch(), value -> plan.place(value) instanceof Place.Nowhere);
  }

  /// {@return the work of a node for a batch of that size, if somebody reads all of its results}
  public static Work of(Node node, int batch) {
    return of(node, batch, value -> false);
  }

  private static Work of(Node node, int batch, Predicate<Value> isSpared) {
    Work whole = whole(node, batch);
    double operations = whole.operations();
    long bytes = whole.bytes();
    for (int i = 0; i < node.outputs().size(); i++) {
      if (isSpared.test(node.output(i))) {
        operations -= operations(node, i, batch);
        bytes -= count(node.output(i), batch) * DType.BYTES;
      }
    }
    return new Work(operations, bytes);
  }

  /// What only that output takes.
  private static double operations(Node node, int output, int batch) {
    if (output != 0) {
      return 0;
    }
    return switch (node.op()) {
      case RecurrentOp.LstmGradient _ -> recurrentInput(LSTM_GATES, node, batch);
      case RecurrentOp.GruGradient _ -> recurrentInput(GRU_GATES, node, batch);
      case RecurrentOp.RnnGradient _ -> recurrentInput(1, node, batch);
      default -> 0;
    };
  }

  private static Work whole(Node node, int batch) {
    return switch (node.op()) {
      case LeafOp _, MoveOp.Reshape _ -> NONE;
      case ProductOp op -> new Work(operations(op, node, batch), bytes(node, batch));
      case AttentionOp op -> new Work(operations(op, node, batch), bytes(node, batch));
      case RecurrentOp op -> new Work(operations(op, node, batch), bytes(node, batch));
      case CtcOp _,
          MapOp _,
          MoveOp _,
          NormOp _,
          PoolOp _,
          RandomOp _,
          ReduceOp _,
          SoftmaxOp _,
          UpdateOp _ ->
          new Work(0, bytes(node, batch));
    };
  }

  /// {@return whether it makes products}
  public boolean isOfProducts() {
    return operations > 0;
  }

  private static double operations(ProductOp op, Node node, int batch) {
    Shape first = in(node, 0, batch);
    Shape out = out(node, batch);
    return switch (op) {
      case ProductOp.MatMul(var transA, _, _) -> 2.0 * out.count() * first.size(transA ? -2 : -1);
      case ProductOp.Conv2d(var window, _) -> window.over(first, out.size(3)).operations();
      case ProductOp.ConvTranspose(var window, _, _, _) ->
          window.over(out, first.size(3)).operations();
      case ProductOp.ConvWeightGradient(var window, _) ->
          window.over(first, in(node, 1, batch).size(3)).operations();
    };
  }

  private static double operations(AttentionOp op, Node node, int batch) {
    return switch (op) {
      case AttentionOp.Attention of -> forward(of, node, batch);
      case AttentionOp.AttentionGradient(var of) -> ATTENTION_GRADIENT * forward(of, node, batch);
    };
  }

  private static double forward(AttentionOp.Attention op, Node node, int batch) {
    boolean fused = op.operands() == AttentionOp.Operands.FUSED;
    Shape queries = in(node, 0, batch);
    Shape keys = in(node, fused ? 0 : 1, batch);
    return AttentionShape.dense(
            queries.size(0),
            op.heads(),
            op.keyHeads(),
            queries.size(1),
            keys.size(1),
            queries.size(2) / (fused ? 3 * op.heads() : op.heads()),
            op.causal())
        .operations();
  }

  private static double operations(RecurrentOp op, Node node, int batch) {
    return switch (op) {
      case RecurrentOp.Lstm _ -> recurrent(LSTM_GATES, node, batch);
      case RecurrentOp.LstmGradient _ -> RECURRENT_GRADIENT * recurrent(LSTM_GATES, node, batch);
      case RecurrentOp.Gru _ -> recurrent(GRU_GATES, node, batch);
      case RecurrentOp.GruGradient _ -> RECURRENT_GRADIENT * recurrent(GRU_GATES, node, batch);
      case RecurrentOp.Rnn _ -> recurrent(1, node, batch);
      case RecurrentOp.RnnGradient _ -> RECURRENT_GRADIENT * recurrent(1, node, batch);
    };
  }

  private static double recurrent(int gates, Node node, int batch) {
    Shape x = in(node, 0, batch);
    int hidden = in(node, 1, batch).size(1);
    return 2.0 * x.product(0, 2) * gates * hidden * (x.size(2) + hidden);
  }

  /// Of [#recurrent], the product with the input.
  private static double recurrentInput(int gates, Node node, int batch) {
    Shape x = in(node, 0, batch);
    return 2.0 * x.count() * gates * in(node, 1, batch).size(1);
  }

  private static long bytes(Node node, int batch) {
    long written = 0;
    for (int i = 0; i < node.outputs().size(); i++) {
      written += count(node.output(i), batch);
    }
    for (int changed : Mutation.of(node)) {
      written += count(node.input(changed), batch);
    }
    long read =
        switch (node.op()) {
          case RandomOp.Normal _, RandomOp.Uniform _, UpdateOp.Clear _ -> 0;
          case MoveOp.Slice _ -> written;
          case MoveOp.Gather _ -> written + count(node.input(1), batch);
          case AttentionOp _,
              CtcOp _,
              LeafOp _,
              MapOp _,
              MoveOp _,
              NormOp _,
              PoolOp _,
              ProductOp _,
              RandomOp _,
              RecurrentOp _,
              ReduceOp _,
              SoftmaxOp _,
              UpdateOp _ ->
              node.inputs().stream().distinct().mapToLong(value -> count(value, batch)).sum();
        };
    return (read + written) * DType.BYTES;
  }

  private static long count(Value value, int batch) {
    return value.shape().at(batch).count();
  }

  private static Shape in(Node node, int index, int batch) {
    return node.input(index).shape().at(batch);
  }

  private static Shape out(Node node, int batch) {
    return node.output(0).shape().at(batch);
  }
}
