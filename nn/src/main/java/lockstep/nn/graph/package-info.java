/// One graph for everything: layers, gradients, updates.
///
/// A {@link lockstep.nn.graph.Node} applies an {@link lockstep.nn.graph.Op} to values and makes
/// values; the {@link lockstep.nn.graph.GraphBuilder} checks shapes when a node is made. Operations
/// come in sealed families, one file each, named as the kernels that compute them.
@NullMarked
package lockstep.nn.graph;

import org.jspecify.annotations.NullMarked;
