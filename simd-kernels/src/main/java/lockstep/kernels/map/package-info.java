/// Functions of one element: exp, tanh, GELU and their like, as our own polynomials.
///
/// Each exists as a pair, a vector form and a scalar form, which perform **the same operations in
/// the same order** and so return the same bits, on every machine and for every SIMD width. The
/// scalar form is the specification to read and the tail of every loop. Only of a NaN the bits are
/// not specified.
///
/// Every bound is in units in the last place (ulp) of the exact result. `AccuracyTest` measures it
/// over every 997th float and around every power of two; over all 2³² of them when it is run with
/// the tag `long` (`./mvnw verify -pl simd-kernels -am -Dtest.groups.excluded= -Dgroups=long
/// -Dsurefire.failIfNoSpecifiedTests=false`). Ranges are limited by compare and blend, because the
/// minimum and maximum of floats are slow in Java (NaN and −0 have rules of their own) and of
/// 32-bit integers fast. The coefficients are minimax fits, computed in double and rounded.
@NullMarked
package lockstep.kernels.map;

import org.jspecify.annotations.NullMarked;
