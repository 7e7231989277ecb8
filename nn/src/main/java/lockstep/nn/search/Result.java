package lockstep.nn.search;

/// What a trial was worth.
///
/// @param trial its values
/// @param budget how long it was trained
/// @param figure what came of it; NaN if it failed
public record Result(Trial trial, int budget, double figure) {}
