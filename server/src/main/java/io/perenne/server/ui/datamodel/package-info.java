// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The file that other systems import: its columns, tables for it, its rows, its deliveries. */
@NullMarked
package io.perenne.server.ui.datamodel;

import org.jspecify.annotations.NullMarked;
