const YEAR_SECONDS = 31536000;

/** The picker of languages: a cookie remembers the choice, the page comes again in it. */
document.getElementById('language').addEventListener('change', ({ target }) => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `language=${target.value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  location.reload();
});
