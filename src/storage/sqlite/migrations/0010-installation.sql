-- The scope "installation" was part of "admin". It goes on to the first key of the store main and to that of the
-- environment, as a new database gives it to them; every other admin key stays within its store.
UPDATE api_keys SET scopes = json_insert(scopes, '$[#]', 'installation')
WHERE store_id = 'main' AND revoked_at IS NULL
  AND EXISTS (SELECT 1 FROM json_each(api_keys.scopes) WHERE value = 'admin')
  AND (
    provisioned_by IS NOT NULL
    OR id = (
      SELECT first.id FROM api_keys first
      WHERE first.store_id = 'main' AND first.revoked_at IS NULL
        AND EXISTS (SELECT 1 FROM json_each(first.scopes) WHERE value = 'admin')
      ORDER BY first.created_at, first.id LIMIT 1
    )
  );
