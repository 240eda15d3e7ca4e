// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Export formats of shops, tills, payment providers and back offices as pieces of data: a profile
 * is a YAML file among the resources that says by what its format is recognised and how it is to be
 * read. What no profile knows is recognised by the names and values of its columns.
 */
@NullMarked
package io.perenne.analytics.ingest.profile;

import org.jspecify.annotations.NullMarked;
