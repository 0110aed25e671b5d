"""How somebody signs in at the vendor: by an application's key or by an account's password."""
