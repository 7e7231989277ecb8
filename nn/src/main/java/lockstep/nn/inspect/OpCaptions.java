package lockstep.nn.inspect;

import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Activation;
import lockstep.kernels.norm.After;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.UpdateOp;

/// Operations in a few words: `Conv2d 3×3 + bias + Relu`.
final class OpCaptions {

  private OpCaptions() {}

  static String of(Op op) {
    return switch (op) {
      case ProductOp product -> product(product);
      case MapOp map -> map(map);
      case NormOp norm -> norm(norm);
      case ReduceOp.Reduce(var reduction, _) -> "Reduce to " + Captions.name(reduction);
      case UpdateOp.Update(var rule, _) -> "Update by " + rule.getClass().getSimpleName();
      case AttentionOp _,
          CtcOp _,
          LeafOp _,
          MoveOp _,
          PoolOp _,
          RandomOp _,
          RecurrentOp _,
          ReduceOp _,
          SoftmaxOp _,
          UpdateOp _ ->
          plain(op);
    };
  }

  /// The name, in words.
  private static String plain(Op op) {
    return op.name().replaceFirst("Gradient$", " gradient").replaceFirst("Inference$", "");
  }

  private static String product(ProductOp op) {
    return switch (op) {
      case ProductOp.MatMul(_, _, var epilogue) -> "MatMul" + after(epilogue);
      case ProductOp.Conv2d(var window, var epilogue) -> "Conv2d " + size(window) + after(epilogue);
      case ProductOp.ConvTranspose(var window, _, _, var epilogue) ->
          "ConvTranspose " + size(window) + after(epilogue);
      case ProductOp.ConvWeightGradient(var window, var bias) ->
          "Conv2d "
              + size(window)
              + " weight gradient"
              + (bias == Epilogue.Bias.NONE ? "" : " + bias gradient");
    };
  }

  private static String size(ConvWindow window) {
    return window.height() + "×" + window.width();
  }

  private static String after(Epilogue epilogue) {
    return (epilogue.bias() == Epilogue.Bias.NONE ? "" : " + bias")
        + (epilogue.residual() == Epilogue.Residual.NONE ? "" : " + residual")
        + (epilogue.activation() == Activation.NONE
            ? ""
            : " + " + Captions.name(epilogue.activation()));
  }

  private static String map(MapOp op) {
    return switch (op) {
      case MapOp.UnaryMap(var function) -> Captions.name(function);
      case MapOp.UnaryGradient(var function) -> Captions.name(function) + " gradient";
      case MapOp.BinaryMap(var function) -> Captions.name(function);
      case MapOp.ShapedMap(var activation) -> activation.getClass().getSimpleName();
      case MapOp.ShapedGradient(var activation) ->
          activation.getClass().getSimpleName() + " gradient";
      case MapOp.Select _, MapOp.Affine _, MapOp.Cast _ -> plain(op);
    };
  }

  private static String norm(NormOp op) {
    return switch (op) {
      case NormOp.BatchNorm(_, _, var after) -> plain(op) + after(after);
      case NormOp.BatchNormInference(_, var after) -> plain(op) + after(after);
      case NormOp.BatchNormGradient _,
          NormOp.LayerNorm _,
          NormOp.LayerNormGradient _,
          NormOp.GroupNorm _,
          NormOp.GroupNormGradient _,
          NormOp.RmsNorm _,
          NormOp.RmsNormGradient _ ->
          plain(op);
    };
  }

  private static String after(After after) {
    return switch (after) {
      case NOTHING -> "";
      case RELU -> " + Relu";
    };
  }
}
