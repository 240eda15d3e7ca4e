SELECT "CLV_EVOLUTION", sum(customers)::BIGINT FROM datamodel_cells GROUP BY ALL
