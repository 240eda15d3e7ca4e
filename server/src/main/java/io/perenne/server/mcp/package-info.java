// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What assistants ask for: tools of the Model Context Protocol, which only read.
 *
 * @see <a href="https://modelcontextprotocol.io">Model Context Protocol</a>
 */
@NullMarked
package io.perenne.server.mcp;

import org.jspecify.annotations.NullMarked;
