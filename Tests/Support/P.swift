import HummingbirdTesting
import App
